"""The published schema is the code's, and says of every field what it means."""

import json
from pathlib import Path

from shebaobu.services.exporting.schema import schema_text

PUBLISHED = json.loads((Path(__file__).parents[3] / "docs" / "export.schema.json").read_text(encoding="utf-8"))


def without_words(schema):
    """A schema without its descriptions, whose lists of codes grow with the vocabulary."""
    if isinstance(schema, list):
        return [without_words(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        name: without_words(part)
        for name, part in schema.items()
        if not (name == "description" and isinstance(part, str))
    }


def test_the_published_schema_is_that_of_the_code():
    assert without_words(PUBLISHED) == without_words(json.loads(schema_text())), "run make schema"


def test_every_type_and_field_is_described():
    for name, definition in PUBLISHED["$defs"].items():
        assert definition["description"], name
        for field, told in definition["properties"].items():
            assert len(told.get("description", "")) > 7, (name, field)


def test_codes_are_listed_with_their_words():
    status = PUBLISHED["$defs"]["Contribution"]["properties"]["status"]["description"]
    assert "paid = Paid (已缴)" in status
    transfer = PUBLISHED["$defs"]["Transfer"]["properties"]["status"]["description"]
    assert "funds_received = Money received" in transfer
