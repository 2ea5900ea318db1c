"""Write docs/export.schema.json, the published schema of the export, from the types that define it."""

from pathlib import Path

from shebaobu.services.exporting.schema import schema_text

if __name__ == "__main__":
    target = Path(__file__).resolve().parent.parent / "docs" / "export.schema.json"
    target.write_text(schema_text(), encoding="utf-8", newline="\n")
