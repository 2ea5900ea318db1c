"""What a hostile page or client can send is stored and shown as it is, or refused in words; never a failure."""

import json

import pytest

from tests.family import EXTENSION, capture_of
from tests.hostile.corpus import NEVER_STORED, STRINGS

JSON = {"content_type": "application/json"}
LONGEST = "x" * 200_000


@pytest.fixture
def paired(family):
    family.member = family.add_member()
    family.pair()
    return family


def raw(family, path, body):
    headers = {"Authorization": f"Bearer {family.token}", "Origin": EXTENSION}
    return family.stranger().post(path, data=body, content_type="application/json", headers=headers)


@pytest.mark.parametrize("text", [*STRINGS.values(), LONGEST], ids=[*STRINGS, "longest"])
def test_hostile_strings_come_back_as_they_went_in(paired, text):
    capture = capture_of("nantong_payer_split_rows")
    capture["origin"]["title"] = text
    grid = next(block for block in capture["blocks"] if block["type"] == "grid")
    grid["path"] = [text]
    grid["columns"].append([text])
    for row in grid["rows"]:
        row[2] = text
        row.append(text)
    assert paired.preview(capture).status_code == 200
    saved = paired.save(capture, paired.member)
    assert saved.status_code == 201
    shown = paired.browser.get(f"/api/v1/captures/{saved.json['capture']}")
    assert shown.status_code == 200
    assert shown.json["capture"]["origin"]["title"] == text
    assert shown.mimetype == "application/json"
    for what in ("wall", "facts", "captures", "export.json"):
        assert paired.browser.get(f"/api/v1/members/{paired.member}/{what}").status_code == 200


@pytest.mark.parametrize("name", STRINGS)
def test_hostile_names_are_names(family, name):
    text = STRINGS[name][:60]
    answer = family.browser.post("/api/v1/members", json={"name": text, "relation": "other"})
    assert answer.status_code == 201
    assert all(character.isprintable() for character in answer.json["member"]["name"])


@pytest.mark.parametrize(
    "change",
    [
        {"format": "shebaobu.capture/2"},
        {"format": None},
        {"blocks": None},
        {"blocks": [{"type": "cube"}]},
        {"blocks": [{"type": "grid", "columns": [[]], "rows": [[1]]}]},
        {"blocks": [{"type": "fields", "pairs": [["a"]]}]},
        {"blocks": [{"type": "lines", "lines": [{"text": "x", "box": [1]}]}]},
        {"origin": []},
        {"channel": "pigeon"},
        {"captured_at": 3},
    ],
    ids=str,
)
@pytest.mark.parametrize("path", ["/api/v1/captures/preview", "/api/v1/captures"])
def test_a_malformed_capture_is_refused_and_nothing_is_saved(paired, path, change):
    body = {"capture": capture_of("gz_pension_ranges") | change, "member": paired.member}
    answer = paired.as_device(path, body)
    assert answer.status_code == 422
    assert answer.json["error"]["code"] == "capture_refused"
    assert paired.browser.get(f"/api/v1/members/{paired.member}/captures").json["captures"] == []


@pytest.mark.parametrize(
    "blocks",
    [
        [{"type": "grid", "columns": [["月份"], ["基数"]], "rows": [["202301"], ["202302", "1", "2", "3"], []]}],
        [{"type": "grid", "columns": [], "rows": [["202301"]]}],
        [{"type": "grid", "columns": [[], [""]], "rows": [["a", "b"]]}],
        [{"type": "grid", "columns": [["费款所属期"], ["缴费基数"]], "rows": [["999999", "9" * 5000]]}],
        [{"type": "grid", "columns": [["开始年月"], ["终止年月"], ["缴费基数"]], "rows": [["000001", "999912", "1"]]}],
        [{"type": "lines", "lines": [{"text": "", "box": [1e308, -1e308, 0, 0]}]}],
        [{"type": "fields", "pairs": [["", ""], ["姓名", ""]]}],
        [],
    ],
    ids=range(8),
)  # fmt: skip
def test_odd_shapes_are_read_without_a_failure(paired, blocks):
    capture = capture_of("gz_pension_ranges", blocks=blocks)
    assert paired.preview(capture).status_code in (200, 422)
    assert paired.save(capture, paired.member).status_code in (201, 422)
    assert paired.browser.get(f"/api/v1/members/{paired.member}/wall").status_code == 200


@pytest.mark.parametrize(
    "body",
    [
        b'{"capture":' + b"[" * 200_000,
        b'{"capture":' + b'{"a":' * 50_000 + b"1" + b"}" * 50_000 + b"}",
        b'{"capture": {"format": "\xff"}}',
        b'{"capture": "\\ud800"}',
        b"[]",
        b"null",
        b'{"capture": 1e999}',
        b"\xef\xbb\xbf{}",
    ],
    ids=range(8),
)
@pytest.mark.parametrize("path", ["/api/v1/captures/preview", "/api/v1/captures"])
def test_hostile_json_is_refused_in_words(paired, path, body):
    answer = raw(paired, path, body)
    assert answer.status_code in (400, 422)
    assert answer.json["error"]["code"] in ("bad_request", "capture_refused")


def test_deep_answers_are_refused_before_they_reach_the_disk(paired):
    capture = json.dumps(capture_of("gz_pension_ranges"))
    for depth in (100, 900, 100_000):
        deep = '{"a":' * depth + "1" + "}" * depth
        body = f'{{"capture":{capture},"member":"{paired.member}","answers":{deep}}}'
        assert raw(paired, "/api/v1/captures", body.encode()).status_code in (201, 400)
        paired.folder.member(paired.member).file.storage.forget()
        assert paired.browser.get(f"/api/v1/members/{paired.member}/export.json").status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/../server/shebaobu/errors.py",
        "/static/../../../pyproject.toml",
        "/static/%2e%2e/%2e%2e/%2e%2e/pyproject.toml",
        "/static/..\\index.html",
        "/..%2fpyproject.toml",
        "/static//etc/passwd",
        "/%00",
        "/index.html%00.png",
        "/.git/config",
        "/static/../index.html",
        "/static/app.js",
        "/index.html.br",
        "/app/main.py",
        "/static",
        "/static/",
        "/" + "a" * 5000,
        "/\ud7ff\U0010ffff",
    ],
)
def test_no_file_outside_the_web_app_is_given(family, path):
    answer = family.browser.get(path)
    assert answer.status_code == 404
    assert answer.json["error"]["code"] == "not_found"


@pytest.mark.parametrize("token", ["\ud800", "x" * 100_000, "", "\x00"])
def test_hostile_tokens_are_just_wrong(empty, token):
    body = json.dumps({"token": token, "name": "n", "household": "h", "passphrase": "p" * 12, "code": "1"})
    for step in ("begin", "confirm"):
        answer = empty.browser.post(f"/api/v1/setup/{step}", data=body, **JSON)
        assert answer.json["error"]["code"] in ("setup_link_not_valid", "bad_request")


def test_filters_that_are_none_give_nothing(paired):
    paired.save(capture_of("gz_pension_ranges"), paired.member)
    for query in ("year=abc", "insurance=%00", "kind=' or 1=1", "year=%F0%9F"):
        answer = paired.browser.get(f"/api/v1/members/{paired.member}/facts?{query}")
        assert answer.json == {"facts": [], "captures": {}}


@pytest.mark.parametrize("text", NEVER_STORED.values(), ids=NEVER_STORED)
def test_what_no_file_can_carry_is_refused(family, text):
    body = json.dumps({"name": text, "relation": "self"})
    answer = family.browser.post("/api/v1/members", data=body, **JSON)
    assert answer.status_code == 400
    assert text not in str(family.browser.get("/api/v1/members").json)
