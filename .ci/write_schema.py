"""Write what is made of the types: docs/export.schema.json and docs/openapi.json."""

import tempfile
from pathlib import Path

from shebaobu.app import create_app
from shebaobu.config import Config
from shebaobu.services.exporting.schema import schema_text
from shebaobu.storage.folder import DataFolder
from shebaobu.web.openapi.document import description_text

DOCS = Path(__file__).resolve().parent.parent / "docs"


def openapi_text() -> str:
    """The description of the API of an empty household: it is the same in every one."""
    with tempfile.TemporaryDirectory() as name:
        folder = DataFolder(Path(name))
        try:
            return description_text(create_app(Config(data=Path(name)), folder))
        finally:
            folder.close()


if __name__ == "__main__":
    (DOCS / "export.schema.json").write_text(schema_text(), encoding="utf-8", newline="\n")
    (DOCS / "openapi.json").write_text(openapi_text(), encoding="utf-8", newline="\n")
