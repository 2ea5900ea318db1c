"""The vocabulary and the portal files say only what records and readers know."""

import json
import typing

import pytest

from shebaobu.assets import webapp_dir
from shebaobu.domain.insurance import INSURANCES
from shebaobu.domain.person import Person
from shebaobu.domain.records import Contribution, Record
from shebaobu.normalize import normalize
from shebaobu.normalize.cells import READERS
from shebaobu.normalize.portals import UNKNOWN_PORTAL, find_portal, load_portals
from shebaobu.normalize.vocabulary import load_vocabulary
from tests.normalize.pages import capture, grid

ROLES = {
    "government_amount",
    *("row_number", "aside", "start", "end", "months", "period", "year", "month_of_year"),
    *("insurance", "payer", "amount"),
    *(
        "base_total",
        "employer_base",
        "employer_to_pool",
        "personal_to_account",
        "personal_to_pool",
        "employer_status",
        "personal_status",
    ),
}
NOT_SHOWN = {"field.source", "field.questions"}


def test_every_column_is_a_field_of_a_contribution_or_a_role_of_a_row():
    for meaning in load_vocabulary().columns.values():
        assert meaning.name in {*Contribution.__struct_fields__, *ROLES}
        assert meaning.value in READERS


def test_every_person_label_is_a_field_of_the_person():
    assert set(load_vocabulary().persons.values()) - {"not_kept"} <= set(Person.__struct_fields__)


def test_every_insurance_is_one_of_the_design():
    vocabulary = load_vocabulary()
    for word in vocabulary.insurances.values():
        assert {word.code, *word.choices, word.with_employer} - {None} <= set(INSURANCES)
    assert set(vocabulary.insurance_codes.values()) <= set(INSURANCES)


def test_portal_files_name_known_columns_and_insurances():
    names = {meaning.name for meaning in load_vocabulary().columns.values()}
    for portal in load_portals():
        assert set(portal.columns.values()) <= names
        assert {*portal.insurances.values(), *portal.address_insurance.values()} <= set(INSURANCES)
        assert portal.hosts


def test_a_portal_is_found_by_its_host_alone():
    assert find_portal("si.12333.gov.cn").name == "国家社会保险公共服务平台"
    assert find_portal("sub.si.12333.gov.cn") is find_portal("si.12333.gov.cn")
    assert find_portal("si.12333.gov.cn.localhost") is find_portal("si.12333.gov.cn")
    for host in ("evil.example", "notsi.12333.gov.cn", "si.12333.gov.cn.evil.example", "", None):
        assert find_portal(host) is UNKNOWN_PORTAL


@pytest.mark.parametrize("url", ["http://[", "(unknown)", "", "https://user:pass@[::1]:x/", "http://a\nb/"])
def test_an_address_that_is_none_names_no_portal(url):
    assert normalize(capture(grid(["年月"], ["202301"]), url=url)).portal is None


def test_what_a_reader_sees_has_words_in_both_languages():
    values = load_vocabulary().values
    for language in ("zh-CN", "en"):
        words = json.loads((webapp_dir() / "i18n" / language / "words.json").read_text(encoding="utf-8"))
        for name in ("status", "pay_type", "sex"):
            assert {f"{name}.{code}" for code in values[name].values()} <= words.keys()
        assert {f"insurance.{code}" for code in INSURANCES} <= words.keys()
        assert {f"field.{name}" for name in Person.__struct_fields__} <= words.keys()
        assert {f"field.{meaning.name}" for meaning in load_vocabulary().columns.values()} <= words.keys()
        for kind in typing.get_args(Record):
            assert f"kind.{kind.__struct_config__.tag}" in words
            assert {f"field.{name}" for name in kind.__struct_fields__} - NOT_SHOWN <= words.keys()
