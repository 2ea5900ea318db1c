"""From set-up to the month wall, as the web app and the extension ask for it."""

from tests.family import NAME, capture_of


def test_a_family_sets_up_pairs_captures_and_sees_its_records(family):
    member = family.add_member("钱小宁", "spouse", birth_month="1986-11", sex="female")
    family.pair()
    capture = capture_of("nantong_payer_split_rows")

    preview = family.preview(capture).json
    assert preview["member_guess"] == member
    assert preview["guess_reason"] == "name"
    assert preview["already_saved"] is False
    assert preview["new_records"] == len(preview["records"]) > 0
    assert preview["labels"]["insurance"]["pension_employee"] == {
        "zh": "企业职工基本养老保险",
        "en": "Pension (employees)",
    }
    assert family.browser.get(f"/api/v1/members/{member}/captures").json == {"captures": []}

    saved = family.save(capture, member)
    assert saved.status_code == 201
    assert saved.json["added"] == saved.json["records"] == len(preview["records"])
    assert saved.json["known"] == 0
    assert saved.json["member"] == {"id": member, "name": "钱小宁"}

    wall = family.browser.get(f"/api/v1/members/{member}/wall").json
    assert wall["captures"] == 1
    row = next(row for row in wall["rows"] if row["insurance"] == "pension_employee")
    assert set(row["cells"]) <= set("prnutfdek.")
    assert "p" in row["cells"]

    facts = family.browser.get(f"/api/v1/members/{member}/facts?insurance=pension_employee&year=2018").json
    assert facts["facts"]
    assert all(fact["record"]["month"].startswith("2018") for fact in facts["facts"])
    assert {fact["record"]["insurance"] for fact in facts["facts"]} == {"pension_employee"}
    assert facts["facts"][0]["proofs"][0]["capture"] == saved.json["capture"]
    assert facts["captures"][saved.json["capture"]]["host"] == "www.jsnt.lss.gov.cn"

    [listed] = family.browser.get("/api/v1/members").json["members"]
    assert listed["months"] > 0
    assert listed["first"] <= listed["last"]
    assert listed["captures"] == 1


def test_state_tells_a_stranger_nothing_and_the_family_who_they_are(family):
    assert family.stranger().get("/api/v1/state").json["household"] is None
    state = family.browser.get("/api/v1/state").json
    assert state["household"] == "宋家"
    assert state["account"]["name"] == NAME
    assert state["account"]["role"] == "owner"
    assert state["setup_needed"] is False
