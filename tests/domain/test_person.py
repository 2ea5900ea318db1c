"""ID numbers stay hidden, and a page is given to a member only where one alone fits."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shebaobu.domain.capture import decode_capture
from shebaobu.domain.person import (
    MemberClue,
    Person,
    fits_mask,
    guess_member,
    mask_id,
    mask_ids_in_capture,
    mask_ids_in_text,
)

ID = "990102199103101381"


def capture_with(text):
    return decode_capture(
        json.dumps(
            {
                "format": "shebaobu.capture/1",
                "captured_at": "2026-11-23T08:00:00+08:00",
                "channel": "extension",
                "origin": {"url": f"https://a.example/?id={text}", "title": text},
                "blocks": [
                    {"type": "grid", "path": [text], "columns": [[text]], "rows": [[text]]},
                    {"type": "fields", "pairs": [[text, text]]},
                    {"type": "lines", "lines": [{"text": text, "box": [1, 2, 3, 4]}]},
                ],
            }
        )
    )


def test_the_mask_hides_the_birth_date():
    assert mask_id(ID) == "990102********1381"


@given(st.text(alphabet="0123456789X*", min_size=1, max_size=24))
def test_a_mask_never_shows_the_whole(text):
    assert mask_id(text) != text or set(text) == {"*"}


def test_no_id_number_is_left_anywhere_in_a_capture():
    masked = mask_ids_in_capture(capture_with(f"号码 {ID}，"))
    assert ID not in repr(masked)
    assert repr(masked).count("990102********1381") == 8


@pytest.mark.parametrize("text", ["37060200018854", "6217000010001234567", "10238871", "2023-01-05 10:20:30"])
def test_other_numbers_are_left_alone(text):
    assert mask_ids_in_text(text) == text


def test_small_x_is_masked_too():
    assert mask_ids_in_text("99010219910310138x") == "990102********138X"


@pytest.mark.parametrize(
    ("masked", "full", "expected"),
    [
        ("周*溪", "周小溪", True),
        ("林*", "林小满", True),
        ("*三", "张三", True),
        ("周*溪", "周小河", False),
        ("**", "周溪", False),
        ("…望舒****有限公司", "…望舒科技有限公司", True),
    ],
)
def test_a_masked_text_fits_what_it_can_be(masked, full, expected):
    assert fits_mask(masked, full) is expected


FATHER = MemberClue(id="f", name="周大山", id_masked="990102********1381")
MOTHER = MemberClue(id="m", name="周小溪")


@pytest.mark.parametrize(
    ("person", "members", "expected"),
    [
        (Person(id_number=ID), [MemberClue(id="f", name="周大山", id_equal=True), MOTHER], ("f", "id")),
        (Person(id_masked="9901**********1381"), [FATHER, MOTHER], ("f", "id")),
        (Person(name="周小溪"), [FATHER, MOTHER], ("m", "name")),
        (Person(name_masked="周*溪"), [FATHER, MOTHER], ("m", "name")),
        (Person(name_masked="周**"), [FATHER, MOTHER], None),
        (Person(name="周大山", id_masked="9901**********0000"), [FATHER], None),
        (Person(name="外人"), [FATHER], None),
        (Person(), [FATHER], ("f", "only")),
        (Person(), [FATHER, MOTHER], None),
        (Person(name="周小溪"), [], None),
    ],
)
def test_whose_page_it_is(person, members, expected):
    guess = guess_member(person, members)
    assert (guess and (guess.member, guess.reason)) == expected
