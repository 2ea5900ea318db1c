"""Every failure has one shape and words in both languages, and the log holds nothing personal."""

import logging

import msgspec
import pytest

from shebaobu import errors
from shebaobu.assets import webapp_dir
from shebaobu.i18n import LANGUAGES, both, read_texts, say
from tests.family import NAME, PASSPHRASE, capture_of

CLASSES = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, errors.ShebaobuError)]


@pytest.mark.parametrize("part", ["errors", "cli"])
def test_both_languages_have_the_same_texts_with_the_same_places(part):
    chinese, english = (
        msgspec.json.decode((webapp_dir() / "i18n" / lang / f"{part}.json").read_bytes()) for lang in LANGUAGES
    )
    assert chinese.keys() == english.keys()
    for key in chinese:
        assert places(chinese[key]) == places(english[key]), key


def places(text):
    return sorted(piece.partition("}")[0] for piece in text.split("{")[1:])


def test_every_failure_has_words_and_every_word_a_failure():
    codes = {kind.code for kind in CLASSES}
    assert len(codes) == len(CLASSES)
    for lang in LANGUAGES:
        texts = read_texts(lang)
        assert {f"error.{code}" for code in codes} == {key for key in texts if key.startswith("error.")}


@pytest.mark.parametrize(
    ("method", "path", "options", "status", "code"),
    [
        ("GET", "/api/v1/nothing", {}, 404, "not_found"),
        ("GET", "/nothing", {}, 404, "not_found"),
        ("GET", "/api/v1/members/0/wall", {}, 404, "member_not_found"),
        ("PUT", "/api/v1/members", {}, 405, "method_not_allowed"),
        ("GET", "/api/v1/session", {}, 405, "method_not_allowed"),
        ("POST", "/api/v1/members", {"data": b"{}"}, 415, "not_json"),
        ("POST", "/api/v1/members", {"data": b"{", "content_type": "application/json"}, 400, "bad_request"),
        ("POST", "/api/v1/members", {"data": b"", "content_type": "application/json"}, 400, "bad_request"),
        ("POST", "/api/v1/members", {"data": b"[" * 100_000, "content_type": "application/json"}, 400, "bad_request"),
        ("POST", "/api/v1/members", {"data": b'"\xff"', "content_type": "application/json"}, 400, "bad_request"),
        ("POST", "/api/v1/members", {"data": b" " * (16 * 1024 * 1024 + 1), "content_type": "application/json"},
         413, "too_large"),
    ],
)  # fmt: skip
def test_failures_have_one_shape(family, method, path, options, status, code):
    answer = family.browser.open(path, method=method, **options)
    assert answer.status_code == status
    assert answer.mimetype == "application/json"
    error = answer.json["error"]
    assert error["code"] == code
    assert set(error) == {"code", "message", "detail"}
    assert error["message"] == both(f"error.{code}", **error["detail"])
    assert "{" not in error["message"]["zh"] + error["message"]["en"]


def test_a_bad_request_names_the_place_and_not_the_value(family):
    answer = family.browser.post("/api/v1/members", json={"name": "x", "relation": "私密的值"})
    assert answer.json["error"]["detail"] == {"at": "$.relation"}
    assert "私密的值" not in answer.text


def test_the_unexpected_gives_a_reference_that_is_in_the_log_and_nothing_personal(empty, caplog):
    @empty.app.get("/broken")
    def broken():
        raise ValueError(f"{NAME} 990102199103101381")

    with caplog.at_level(logging.INFO):
        answer = empty.browser.get("/broken?who=990102199103101381")
    assert answer.status_code == 500
    error = answer.json["error"]
    assert error["code"] == "unexpected"
    assert error["detail"]["reference"] in error["message"]["zh"]
    assert error["detail"]["reference"] in caplog.text
    assert "ValueError" in caplog.text
    assert "broken:" in caplog.text
    assert NAME not in caplog.text + answer.text
    assert "990102" not in caplog.text + answer.text


def test_damage_on_disk_is_told_by_name_and_other_members_go_on(family, caplog):
    well, ill = family.add_member("钱小宁"), family.add_member("宋亦然", "spouse")
    family.pair()
    family.save(capture_of("nantong_payer_split_rows"), ill)
    kept = family.save(capture_of("nantong_payer_split_rows"), well).json["capture"]
    damaged = family.path / "members" / f"{ill}.sealed"
    damaged.write_bytes(damaged.read_bytes()[:-10])
    before = damaged.read_bytes()
    family.folder.member(ill).file.storage.forget()
    family.home.ledgers.clear()
    for answer in (
        family.browser.get(f"/api/v1/members/{ill}/wall"),
        family.save(capture_of("gz_pension_ranges"), ill),
    ):
        assert answer.status_code == 503
        error = answer.json["error"]
        assert error["code"] == "data_damaged"
        assert error["detail"]["file"] == f"members/{ill}"
        assert error["detail"]["command"] == f"shebaobu generations restore members/{ill}"
    assert damaged.read_bytes() == before
    assert f"members/{ill}" in caplog.text
    assert family.browser.get(f"/api/v1/members/{well}/wall").status_code == 200
    listed = {member["id"]: member for member in family.browser.get("/api/v1/members").json["members"]}
    assert listed[well]["unreadable"] is None
    assert listed[well]["months"] > 0
    assert f"shebaobu generations restore members/{ill}" in listed[ill]["unreadable"]["zh"]
    assert family.browser.get(f"/api/v1/captures/{kept}").status_code == 200
    assert family.browser.get("/api/v1/captures/none").json["error"]["code"] == "data_damaged"


def test_a_disk_that_refuses_is_told_and_what_was_there_stays(family):
    member = family.add_member("钱小宁")
    family.pair()
    kept = family.save(capture_of("nantong_payer_split_rows"), member).json["records"]
    writing, aside = family.path / "writing", family.path / "aside"
    writing.rename(aside)
    refused = family.save(capture_of("gz_pension_ranges"), member)
    assert refused.status_code == 507
    assert refused.json["error"]["code"] == "data_not_writable"
    aside.rename(writing)
    export = family.browser.get(f"/api/v1/members/{member}/export.json").json
    assert [len(capture["records"]) for capture in export["members"][0]["captures"]] == [kept]
    again = family.save(capture_of("gz_pension_ranges"), member)
    assert again.status_code == 201
    assert again.json["already_saved"] is False


def test_the_log_holds_no_name_no_number_no_secret_and_no_address_with_values(family, caplog):
    with caplog.at_level(logging.DEBUG):
        member = family.add_member("钱小宁", id_number="990102199103101381")
        family.pair()
        saved = family.save(capture_of("bj_csibiz_oldage_2018"), member).json
        family.browser.get(f"/api/v1/members/{member}/facts?insurance=私密")
        family.browser.get("/api/v1/captures/钱小宁")
        family.browser.get("/钱小宁?990102199103101381")
        family.first_step(passphrase="不对的口令不对的口令")
        family.sign_in()
    assert "/api/v1/members/<member_id>/facts 200" in caplog.text
    for personal in (
        "钱", NAME, PASSPHRASE, "不对的口令", "990102", "私密", "1381", member, saved["capture"],
        family.token, family.secret, family.browser.get_cookie("shebaobu_session").value,
    ):  # fmt: skip
        assert personal not in caplog.text


def test_a_brace_in_a_value_is_not_read_as_a_place():
    assert say("en", "error.bad_request", at="{at}").count("{at}") == 1
    assert say("en", "no.such.key", at="x") == "no.such.key"
