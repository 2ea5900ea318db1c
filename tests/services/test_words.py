"""Every code and every field that a record can have has words in both languages."""

import tomllib
from pathlib import Path
from typing import get_args, get_type_hints

import pytest

import shebaobu.normalize.vocabulary
from shebaobu.domain.insurance import INSURANCES
from shebaobu.domain.records import Record
from shebaobu.i18n import LANGUAGES, texts
from shebaobu.ledger import Operation
from shebaobu.ledger.facts import PRESENCE, SHOWN, VANISHED, ChangeKind

VOCABULARY = Path(shebaobu.normalize.vocabulary.__file__).parent
SPOKEN = {"status", "pay_type", "result", "direction", "visit_type", "reversal"}
IN_BACKGROUND = {"kind", "source", "questions", "insurance", "insurance_text"}


def codes_of(path):
    """(field, code) of what the words of a kind's file stand for."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    for field, codes in data.get("said", {}).items():
        for code in codes:
            yield data.get("kind", ""), field, code


CODES = sorted(
    {found for path in (VOCABULARY / "kinds").glob("*.toml") for found in codes_of(path)}
    | {
        ("contribution", field, code)
        for field, codes in tomllib.loads((VOCABULARY / "values.toml").read_text(encoding="utf-8")).items()
        for code in codes
    }
)


def test_there_are_codes_to_look_at():
    assert len([code for code in CODES if code[1] in SPOKEN]) > 40


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_code_has_words(lang):
    known = texts(lang)
    for kind, field, code in CODES:
        if field in SPOKEN:
            assert f"{field}.{kind}.{code}" in known or f"{field}.{code}" in known, (kind, field, code)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_insurance_kind_and_field_has_words(lang):
    known = texts(lang)
    assert {f"insurance.{code}" for code in INSURANCES} <= set(known)
    for kind in get_args(Record):
        assert f"kind.{kind.__struct_config__.tag}" in known
        missing = {name for name in kind.__struct_fields__ if f"field.{name}" not in known} - IN_BACKGROUND
        assert not missing, kind


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_the_ledger_tells_has_words(lang):
    known = set(texts(lang))
    operations = [kind.__struct_config__.tag for kind in get_args(get_type_hints(Operation)["change"])]
    stated = ["months_total", "months_deemed", "lump_sum_months", "personal_total", "balance"]
    assert {f"change.{kind}" for kind in get_args(ChangeKind)} <= known
    assert {f"operation.{kind}" for kind in operations} <= known
    assert {f"stated.{what}" for what in stated} <= known
    assert {f"{PRESENCE}.{value}" for value in (SHOWN, VANISHED)} | {f"field.{PRESENCE}"} <= known
    assert {f"mark.{mark}" for mark in ("conflict", "changed", "doubled", "vanished", "decided")} <= known
    assert {"basis.contributions", "basis.account_year"} <= known
