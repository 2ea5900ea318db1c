"""What a page does not determine is asked once a table, and the answer is kept for that portal and layout."""

import json

import pytest

from shebaobu.domain.reading import Reading
from tests.family import PORTALS, capture_of
from tests.stored import document_in_clear

ROWS = [["202301", "5000.00", "400.00"], ["202302", "5000.00", "400.00"]]


def page(rows=ROWS, columns=("费款所属期", "缴费基数", "个人缴费"), host="portal.example", day=23):
    """A table that does not say which insurance it is of."""
    return {
        "format": "shebaobu.capture/1",
        "captured_at": f"2026-11-{day}T08:00:00+08:00",
        "channel": "extension",
        "origin": {"url": f"https://{host}/list", "title": "明细查询", "frame_urls": []},
        "blocks": [{"type": "grid", "path": ["明细"], "columns": [[label] for label in columns], "rows": rows}],
    }


def answer_to(question, answer):
    keys = ("layout", "code", "column", "subject")
    return {key: question[key] for key in keys if question[key] is not None} | {"answer": answer}


@pytest.fixture
def paired(family):
    family.member = family.add_member("钱小宁")
    family.pair()
    return family


def question_of(preview):
    [question] = preview.json["questions"]
    return question


def insurances(family):
    facts = family.browser.get(f"/api/v1/members/{family.member}/facts").json["facts"]
    return [fact["record"].get("insurance") for fact in facts]


def test_a_question_comes_in_words_with_its_choices_and_no_answer(paired):
    question = question_of(paired.preview(page()))
    assert question["code"] == "insurance"
    assert question["layout"]
    assert question["answer"] is None
    assert question["kept"] is False
    assert question["text"] == {"zh": "这张表是哪个险种？", "en": "Which insurance is this table about?"}
    assert {"value": "injury", "label": {"zh": "工伤保险", "en": "Work injury"}} in question["choices"]


def test_a_question_about_a_column_names_it_and_shows_what_is_in_it(paired):
    rows = [["202301", "5000.00", "400.00"], ["202302", "5000.00", "400.00"]]
    capture = page(rows, columns=("结算年月", "缴费基数", "个人缴费"))
    capture["blocks"][0]["path"] = ["失业保险"]
    question = question_of(paired.preview(capture))
    assert question["code"] == "month_column"
    assert question["column_label"] == "结算年月"
    assert question["samples"] == ["202301", "202302"]
    assert [choice["label"]["zh"] for choice in question["choices"]] == ["费款所属期", "做账年月"]


def test_a_question_about_a_field_of_a_panel_names_the_field(paired):
    capture = page()
    pairs = [["险种", "失业保险"], ["结算年月", "202301"], ["缴费基数", "5000.00"], ["个人缴费", "25.00"]]
    cards = [*pairs, ["险种", "失业保险"], ["个人缴费", "25.00"], ["缴费基数", "5000.00"], ["结算年月", "202302"]]
    capture["blocks"] = [{"type": "fields", "path": ["缴费"], "pairs": cards}]
    question = question_of(paired.preview(capture))
    assert question["column_label"] == "结算年月"
    assert question["samples"] == ["202301", "202302"]


def test_a_table_that_goes_on_in_another_block_is_asked_about_once(paired):
    capture = page(columns=("结算年月", "缴费基数", "个人缴费"))
    capture["blocks"][0]["path"] = ["失业保险"]
    capture["blocks"].append(capture["blocks"][0] | {"rows": [["202303", "5000.00", "400.00"]]})
    question = question_of(paired.preview(capture))
    answered = paired.preview(capture, [answer_to(question, "month")])
    assert question_of(answered)["answer"] == "month"
    assert [record["month"] for record in answered.json["records"]] == ["2023-01", "2023-02", "2023-03"]
    saved = paired.save(capture, paired.member)
    [listed] = paired.browser.get(f"/api/v1/members/{paired.member}/captures").json["captures"]
    assert (listed["id"], listed["questions"]) == (saved.json["capture"], 1)


def test_an_answer_given_with_a_preview_is_applied_and_not_kept(paired):
    question = question_of(paired.preview(page()))
    answered = paired.preview(page(), [answer_to(question, "injury")])
    assert {record["insurance"] for record in answered.json["records"]} == {"injury"}
    assert question_of(answered)["answer"] == "injury"
    assert question_of(answered)["kept"] is False
    assert question_of(paired.preview(page()))["answer"] is None


def test_an_answer_given_while_saving_is_kept_for_that_layout_and_portal(paired):
    question = question_of(paired.preview(page()))
    paired.save(page(), paired.member, [answer_to(question, "injury")])
    assert insurances(paired) == ["injury", "injury"]
    [kept] = paired.home.folder.household.readings.all()
    assert kept.reading.answer == "injury"
    assert kept.answered_by == paired.browser.get("/api/v1/state").json["account"]["id"]
    assert kept.answered_at == paired.clock.time

    later = page([["202303", "5000.00", "400.00"]], day=24)
    shown = paired.preview(later)
    assert question_of(shown)["answer"] == "injury"
    assert question_of(shown)["kept"] is True
    paired.save(later, paired.member)
    assert insurances(paired) == ["injury"] * 3
    assert question_of(paired.preview(page(host="elsewhere.example")))["answer"] is None


def test_kept_answers_are_there_after_the_server_was_away(paired):
    question = question_of(paired.preview(page()))
    paired.save(page(), paired.member, [answer_to(question, "injury")])
    stored = json.loads(document_in_clear(paired.folder, "household"))
    assert "injury" in json.dumps(stored["readings"])
    assert paired.folder.household.count() > 0


def test_another_answer_replaces_the_kept_one_for_later_captures_only(paired):
    question = question_of(paired.preview(page()))
    first = paired.save(page(), paired.member, [answer_to(question, "injury")]).json["capture"]
    later = page([["202303", "5000.00", "400.00"]], day=24)
    paired.save(later, paired.member, [answer_to(question, "unemployment")])
    assert insurances(paired) == ["injury", "injury", "unemployment"]
    shown = paired.browser.get(f"/api/v1/captures/{first}").json
    assert shown["questions"][0]["answer"] == "injury"
    assert len(paired.home.folder.household.readings.all()) == 1


def test_a_question_left_open_is_saved_with_its_records(paired):
    saved = paired.save(page(), paired.member).json
    facts = paired.browser.get(f"/api/v1/members/{paired.member}/facts").json["facts"]
    assert all(fact["record"]["questions"][0]["code"] == "insurance" for fact in facts)
    [listed] = paired.browser.get(f"/api/v1/members/{paired.member}/captures").json["captures"]
    assert listed["id"] == saved["capture"]
    assert listed["questions"] == 1
    [row] = paired.browser.get(f"/api/v1/members/{paired.member}/wall").json["rows"]
    assert row["asked"] == [0, 1]


def test_nobody_knows_is_an_answer_that_forgets_the_kept_one(paired):
    question = question_of(paired.preview(page()))
    paired.save(page(), paired.member, [answer_to(question, "injury")])
    later = page([["202303", "5000.00", "400.00"]], day=24)
    assert question_of(paired.preview(later, [answer_to(question, "")]))["answer"] is None
    paired.save(later, paired.member, [answer_to(question, "")])
    assert insurances(paired) == ["injury", "injury", None]
    assert paired.home.folder.household.readings.all() == []


@pytest.mark.parametrize(
    "change",
    [{"layout": "another"}, {"layout": ""}, {"answer": "pension"}, {"answer": "month"}],
    ids=["layout", "no layout", "choice", "choice of another question"],
)
def test_a_wrong_answer_is_refused_and_nothing_is_saved(paired, change):
    answer = answer_to(question_of(paired.preview(page())), "injury") | change
    for refused in (paired.preview(page(), [answer]), paired.save(page(), paired.member, [answer])):
        assert refused.status_code == 422
        assert refused.json["error"]["code"] == "answer_refused"
        assert refused.json["error"]["detail"] == {"at": 0}
        assert set(refused.json["error"]["message"]) == {"zh", "en"}
    assert insurances(paired) == []
    assert paired.home.folder.household.readings.all() == []


@pytest.mark.parametrize("answers", [{"a": 1}, [{}], [{"layout": 1}], "injury", [1]])
def test_answers_of_another_shape_are_refused_in_words(paired, answers):
    for path in ("/api/v1/captures", "/api/v1/captures/preview"):
        refused = paired.as_device(path, {"capture": page(), "member": paired.member, "answers": answers})
        assert refused.status_code == 400
        assert refused.json["error"]["code"] == "bad_request"


def test_an_extension_from_before_there_were_questions_can_still_save(paired):
    body = {"capture": page(), "member": paired.member, "answers": {}}
    assert paired.as_device("/api/v1/captures", body).status_code == 201


def answer_saved(family, capture, *answers):
    return family.browser.post(f"/api/v1/captures/{capture}/answers", json={"answers": list(answers)})


def test_answering_later_makes_the_records_those_of_the_answer(paired):
    capture = paired.save(page(), paired.member).json["capture"]
    assert insurances(paired) == [None, None]
    question = paired.browser.get(f"/api/v1/captures/{capture}").json["questions"][0]
    shown = answer_saved(paired, capture, answer_to(question, "injury"))
    assert shown.status_code == 200
    assert shown.json["questions"][0]["answer"] == "injury"
    assert insurances(paired) == ["injury", "injury"]
    [row] = paired.browser.get(f"/api/v1/members/{paired.member}/wall").json["rows"]
    assert (row["insurance"], row["asked"]) == ("injury", [])
    [listed] = paired.browser.get(f"/api/v1/members/{paired.member}/captures").json["captures"]
    assert listed["questions"] == 0

    again = paired.save(page(day=25), paired.member).json
    assert again["already_saved"] is True
    assert question_of(paired.preview(page()))["kept"] is True


def test_an_answer_can_be_changed_and_taken_back_on_a_saved_capture(paired):
    question = question_of(paired.preview(page()))
    capture = paired.save(page(), paired.member, [answer_to(question, "injury")]).json["capture"]
    answer_saved(paired, capture, answer_to(question, "unemployment"))
    assert insurances(paired) == ["unemployment"] * 2
    answer_saved(paired, capture, answer_to(question, ""))
    assert insurances(paired) == [None, None]


def test_a_wrong_answer_to_a_saved_capture_changes_nothing(paired):
    capture = paired.save(page(), paired.member).json["capture"]
    question = paired.browser.get(f"/api/v1/captures/{capture}").json["questions"][0]
    refused = answer_saved(paired, capture, answer_to(question, "pension"))
    assert refused.json["error"]["code"] == "answer_refused"
    assert insurances(paired) == [None, None]
    assert answer_saved(paired, "0123456789abcdef").json["error"]["code"] == "capture_not_found"
    stranger = paired.stranger().post(f"/api/v1/captures/{capture}/answers", json={"answers": []})
    assert stranger.json["error"]["code"] == "sign_in_needed"
    device = paired.as_device(f"/api/v1/captures/{capture}/answers", {"answers": []})
    assert device.status_code in (401, 403)


def test_reading_a_saved_capture_again_gives_what_was_saved(paired):
    question = question_of(paired.preview(page()))
    capture = paired.save(page(), paired.member, [answer_to(question, "injury")]).json["capture"]
    before = paired.home.folder.member(paired.member).records.get(capture)
    answer_saved(paired, capture)
    assert paired.home.folder.member(paired.member).records.get(capture) == before


def test_the_export_tells_the_answers(paired):
    question = question_of(paired.preview(page()))
    paired.save(page(), paired.member, [answer_to(question, "injury")])
    exported = paired.browser.get(f"/api/v1/members/{paired.member}/export.json").json
    [answer] = exported["members"][0]["captures"][0]["answers"]
    assert Reading(**answer).answer == "injury"


@pytest.mark.parametrize(
    "name", sorted(folder.name for folder in PORTALS.iterdir() if (folder / "capture.json").exists())
)
def test_every_question_of_the_sample_pages_has_words(paired, name):
    for question in paired.preview(capture_of(name)).json["questions"]:
        assert question["text"]["zh"] != question["text"]["en"]
        assert all(choice["label"]["zh"] != choice["label"]["en"] for choice in question["choices"])
