import threading

import pytest

from tests.family import capture_of
from tests.stored import everything_in_clear

ID_NUMBER = "990102199103101381"


@pytest.fixture
def paired(family):
    family.member = family.add_member("钱小宁")
    family.pair()
    return family


def wall_and_facts(family):
    base = f"/api/v1/members/{family.member}"
    return family.browser.get(f"{base}/wall").json["rows"], family.browser.get(f"{base}/facts").json


def test_a_preview_stores_nothing(paired):
    files = {path: path.read_bytes() for path in paired.path.rglob("*.sealed")}
    assert paired.preview(capture_of("gz_pension_ranges")).status_code == 200
    changed = {path.name for path in paired.path.rglob("*.sealed") if path.read_bytes() != files.get(path)}
    assert changed <= {"household.sealed"}
    assert paired.browser.get(f"/api/v1/members/{paired.member}/captures").json["captures"] == []
    assert "穗" not in everything_in_clear(paired.folder)


def test_the_same_page_again_is_already_saved_whenever_it_was_read(paired):
    first = paired.save(capture_of("nantong_payer_split_rows"), paired.member).json
    later = capture_of("nantong_payer_split_rows", captured_at="2027-01-01T09:00:00+08:00")
    assert paired.preview(later).json["already_saved"] is True
    assert paired.preview(later).json["new_records"] == 0
    before = wall_and_facts(paired)
    again = paired.save(later, paired.member)
    assert again.status_code == 201
    assert again.json == first | {"already_saved": True, "added": 0, "known": first["records"]}
    assert wall_and_facts(paired) == before
    assert len(paired.browser.get(f"/api/v1/members/{paired.member}/captures").json["captures"]) == 1


def test_a_page_looked_at_again_is_the_same_though_its_address_and_layout_say_another_time(paired):
    paired.save(capture_of("bj_csibiz_oldage_2018"), paired.member)
    again = capture_of("bj_csibiz_oldage_2018", captured_at="2027-01-01T09:00:00+08:00")
    again["origin"]["url"] = again["origin"]["url"].replace("time=1541469000000", "time=1541469099999")
    for block in again["blocks"]:
        for line in block.get("lines", []):
            line["box"] = [1, 2, 3, 4]
    assert paired.save(again, paired.member).json["already_saved"] is True


def test_a_page_that_shows_again_what_it_showed_before_a_change_is_news(paired):
    first = capture_of("nantong_payer_split_rows")
    changed = capture_of("nantong_payer_split_rows", captured_at="2027-01-01T09:00:00+08:00")
    grid = next(block for block in changed["blocks"] if block["type"] == "grid")
    grid["rows"] = [["3400" if cell == "3300" else cell for cell in row] for row in grid["rows"]]
    back = capture_of("nantong_payer_split_rows", captured_at="2027-02-01T09:00:00+08:00")
    for capture in (first, changed, back):
        assert paired.save(capture, paired.member).json["already_saved"] is False
    assert {fact["record"]["base"] for fact in wall_and_facts(paired)[1]["facts"]} == {330000}


def test_a_page_that_shows_more_adds_only_what_is_new(paired):
    whole = capture_of("si12333_vxe_fixed")
    part = capture_of("si12333_vxe_fixed")
    grid = next(block for block in part["blocks"] if block["type"] == "grid")
    grid["rows"] = grid["rows"][:4]
    some = paired.save(part, paired.member).json
    rest = paired.save(whole, paired.member).json
    assert rest["already_saved"] is False
    assert rest["known"] == some["added"]
    assert rest["added"] == rest["records"] - some["added"] > 0
    facts = paired.browser.get(f"/api/v1/members/{paired.member}/facts").json["facts"]
    assert len(facts) == some["added"] + rest["added"]


def test_undoing_a_capture_gives_the_ledger_as_if_it_had_never_been(paired):
    paired.save(capture_of("nantong_payer_split_rows"), paired.member)
    before = wall_and_facts(paired)
    saved = paired.save(capture_of("gz_pension_ranges"), paired.member).json
    assert wall_and_facts(paired) != before
    assert paired.browser.delete(f"/api/v1/captures/{saved['capture']}").status_code == 204
    assert wall_and_facts(paired) == before
    gone = paired.browser.get(f"/api/v1/captures/{saved['capture']}")
    assert gone.json["error"]["code"] == "capture_not_found"
    assert paired.browser.delete(f"/api/v1/captures/{saved['capture']}").status_code == 404
    assert paired.save(capture_of("gz_pension_ranges"), paired.member).json["already_saved"] is False


def test_id_numbers_are_masked_before_anything_is_stored(paired):
    capture = capture_of("bj_csibiz_oldage_2018")
    capture["origin"]["url"] += f"?sfz={ID_NUMBER}"
    capture["blocks"].append({"type": "lines", "path": [ID_NUMBER], "lines": [{"text": f"欢迎{ID_NUMBER}"}]})
    saved = paired.save(capture, paired.member)
    assert saved.status_code == 201
    assert ID_NUMBER not in everything_in_clear(paired.folder)
    shown = paired.browser.get(f"/api/v1/captures/{saved.json['capture']}")
    assert ID_NUMBER not in shown.text
    assert "990102********1381" in shown.text
    assert shown.json["member"] == paired.member
    assert shown.json["accounting"]


def test_verification_codes_are_hidden_before_anything_is_stored_or_shown(paired):
    code = "33890c0f2b1a77d9"
    capture = capture_of("bj_csibiz_oldage_2018")
    capture["blocks"].append({"type": "lines", "lines": [{"text": f"验真码（ {code} ），2023年12月有效"}]})
    assert code not in paired.preview(capture).text
    saved = paired.save(capture, paired.member)
    assert saved.status_code == 201
    assert code not in everything_in_clear(paired.folder)
    assert code not in paired.browser.get(f"/api/v1/captures/{saved.json['capture']}").text


def test_a_saved_capture_is_listed_with_where_it_came_from(paired):
    paired.save(capture_of("nantong_payer_split_rows"), paired.member)
    [listed] = paired.browser.get(f"/api/v1/members/{paired.member}/captures").json["captures"]
    assert set(listed) == {
        "id", "captured_at", "saved_at", "channel", "title", "host",
        "portal", "records", "blocks", "device", "not_understood", "questions", "read_again_at", "writable",
    }  # fmt: skip
    assert listed["device"] == "书房的电脑"
    assert listed["captured_at"] == "2026-11-23T08:00:00+08:00"
    assert listed["saved_at"] == paired.clock.time.isoformat().replace("+00:00", "Z")
    assert listed["host"] == "www.jsnt.lss.gov.cn"


@pytest.mark.parametrize("captured_at", ["", "yesterday", "2026-11-23T08:00:00", "2026-11-23", "2026-13-01T00:00:00Z"])
def test_a_time_that_is_none_is_refused_before_it_can_spoil_the_ledger(paired, captured_at):
    answer = paired.save(capture_of("nantong_payer_split_rows", captured_at=captured_at), paired.member)
    assert answer.json["error"]["code"] == "capture_refused"
    assert wall_and_facts(paired)[0] == []


def test_what_was_not_understood_is_shown_with_a_sample(paired):
    capture = capture_of("nantong_payer_split_rows")
    grid = next(block for block in capture["blocks"] if block["type"] == "grid")
    grid["columns"].append(["神秘系数"])
    for row in grid["rows"]:
        row.append(f"谜{ID_NUMBER}")
    [strange] = [entry for entry in paired.preview(capture).json["not_understood"] if "神秘系数" in entry["label"]]
    assert strange["part"] == "column"
    assert strange["sample"] == "谜990102********1381"
    assert set(strange["why"]) == {"zh", "en"}


def test_blocks_tell_what_they_hold(paired):
    preview = paired.preview(capture_of("si12333_vxe_fixed")).json
    grid = next(block for block in preview["blocks"] if block["type"] == "grid")
    assert grid["rows"] == grid["records"] == 10
    assert grid["total_rows"] == 15
    assert grid["truncated"] is True
    assert grid["months"]["count"] == 10
    assert grid["insurances"][0]["code"] == "pension_employee"
    assert preview["portal"]


def test_many_saving_at_once_lose_nothing(paired):
    months = [f"2020{month:02d}" for month in range(1, 13)]
    answers = []

    def send(month):
        capture = capture_of("si12333_vxe_fixed")
        grid = next(block for block in capture["blocks"] if block["type"] == "grid")
        grid["rows"] = [["1", month, "江苏省苏州市工业园区", "苏州工业园区望舒有限公司", "390.32"]]
        answers.append(paired.save(capture, paired.member).status_code)

    threads = [threading.Thread(target=send, args=(month,)) for month in months for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [201] * 24
    [row], facts = wall_and_facts(paired)
    assert len(row["cells"]) == 12
    assert "." not in row["cells"]
    assert len(facts["facts"]) == 12
    assert len(facts["captures"]) == 12
