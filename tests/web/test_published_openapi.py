"""docs/openapi.json is what the types of now make of it."""

from pathlib import Path

from shebaobu.web.openapi.document import description_text

PUBLISHED = Path(__file__).resolve().parents[2] / "docs" / "openapi.json"


def test_the_published_description_is_in_step(empty):
    assert PUBLISHED.read_text(encoding="utf-8") == description_text(empty.app), "run `make schema`"
