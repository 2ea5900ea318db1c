import pytest

from tests.family import capture_of
from tests.stored import everything_in_clear

ID_NUMBER = "990102199103101381"


def test_an_id_number_is_kept_masked_and_as_a_keyed_hash_only(family):
    member = family.add_member("宋亦然", id_number=f" {ID_NUMBER} ")
    [listed] = family.browser.get("/api/v1/members").json["members"]
    assert listed["id_masked"] == "990102********1381"
    assert "id_hash" not in listed
    assert "id_number" not in listed
    stored = family.folder.household.members.get(member)
    assert len(stored.id_hash) == 64
    assert ID_NUMBER not in everything_in_clear(family.folder)


def test_a_page_with_the_full_number_finds_its_member_whatever_the_name(family):
    family.add_member("宋亦然", id_number="990102199103101365")
    right = family.add_member("别名", "spouse", id_number=ID_NUMBER)
    family.pair()
    preview = family.preview(capture_of("bj_csibiz_oldage_2018"))
    assert preview.json["member_guess"] == right
    assert preview.json["guess_reason"] == "id"
    assert preview.json["person"]["id_masked"] == "990102********1381"
    assert ID_NUMBER not in preview.text


def test_changing_leaves_what_is_not_named_and_null_clears(family):
    member = family.add_member("钱小宁", "mother", birth_month="1958-03", sex="female", id_number=ID_NUMBER)
    path = f"/api/v1/members/{member}"
    changed = family.browser.patch(path, json={"retirement_class": "female_50"}).json["member"]
    assert changed["birth_month"] == "1958-03"
    assert changed["retirement_class"] == "female_50"
    cleared = family.browser.patch(path, json={"birth_month": None, "id_number": None, "name": " 钱  宁 "}).json
    assert cleared["member"]["birth_month"] is None
    assert cleared["member"]["id_masked"] is None
    assert cleared["member"]["name"] == "钱 宁"
    assert cleared["member"]["sex"] == "female"


@pytest.mark.parametrize(
    "fields, code",
    [
        ({}, "name_missing"),
        ({"name": " \t\u200b\n"}, "name_missing"),
        ({"name": "长" * 81}, "name_too_long"),
        ({"name": "x", "relation": "cousin"}, "bad_request"),
        ({"name": "x", "sex": "f"}, "bad_request"),
        ({"name": "x", "birth_month": "1988-13"}, "birth_month_refused"),
        ({"name": "x", "birth_month": "1988-5"}, "birth_month_refused"),
        ({"name": "x", "birth_month": "2026-12"}, "birth_month_refused"),
        ({"name": "x", "birth_month": "１９８８-05"}, "birth_month_refused"),
        ({"name": "x", "birth_month": ""}, "birth_month_refused"),
        ({"name": "x", "id_number": "12345"}, "id_number_refused"),
        ({"name": "x", "id_number": "99010219910310138１"}, "id_number_refused"),
        ({"name": "x", "id_masked": "anything"}, "bad_request"),
        ({"name": None}, "bad_request"),
        ({"name": 3}, "bad_request"),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_nothing_is_stored(family, fields, code):
    answer = family.browser.post("/api/v1/members", json=fields)
    assert answer.json["error"]["code"] == code
    assert 400 <= answer.status_code < 500
    assert family.browser.get("/api/v1/members").json["members"] == []


def test_a_month_of_birth_is_a_choice_of_the_member_not_required(family):
    family.add_member("祖母", "grandmother", birth_month="1931-01")
    [listed] = family.browser.get("/api/v1/members").json["members"]
    assert (listed["months"], listed["first"], listed["last"], listed["captures"]) == (0, None, None, 0)


def test_deleting_a_member_removes_everything_of_theirs(family):
    member = family.add_member("钱小宁")
    other = family.add_member("宋亦然", "spouse")
    family.pair()
    family.save(capture_of("nantong_payer_split_rows"), member)
    kept = family.save(capture_of("bj_csibiz_oldage_2018"), other).json["capture"]
    assert "南通通州湾" in everything_in_clear(family.folder)
    assert family.browser.delete(f"/api/v1/members/{member}").status_code == 204
    assert "南通通州湾" not in everything_in_clear(family.folder)
    assert family.browser.get(f"/api/v1/members/{member}/wall").json["error"]["code"] == "member_not_found"
    refused = family.save(capture_of("nantong_payer_split_rows"), member)
    assert refused.json["error"]["code"] == "member_not_found"
    assert not [path for path in family.path.rglob("*") if member in path.name]
    assert family.browser.get(f"/api/v1/captures/{kept}").status_code == 200
    assert family.browser.delete(f"/api/v1/members/{member}").status_code == 404
