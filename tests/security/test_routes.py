"""Every route as everybody: who is let in, who is refused in words, for whom it is not there; and that nothing hidden
stands in any answer. What each route needs is in ``routes.toml``, with how to add one.
"""

import pytest

from tests.security.asking import ROWS, answered, expected, requests_of, text_of, told_of_hidden
from tests.security.pages import EVERY_PART
from tests.security.standing import COOKIES, DEVICES, asking

QUIET = {"HEAD", "OPTIONS"}
READERS = [who for who in COOKIES if who.read and who.read != EVERY_PART]


def test_every_route_has_a_row_and_every_row_a_route(house):
    routes = {
        f"{method} {rule.rule}" for rule in house.family.app.url_map.iter_rules() for method in rule.methods - QUIET
    }
    assert set(ROWS) == routes, "tests/security/routes.toml tells in its head how to add a row"


@pytest.mark.parametrize("row", ROWS)
def test_each_is_let_in_refused_or_told_that_nothing_is_there(house, row):
    wrong = []
    for request in requests_of(row, house.member, house.things):
        for who in asking(ROWS[row]["needs"]):
            with house.trying():
                who.take(house)
                answer = request.ask(house, who)
            found, right = answered(request, answer), expected(request, who)
            if found != right:
                wrong.append(
                    f"{who.name}: {request.method} {request.path} {sorted(request.parts)}: {found}, not {right}"
                )
            if "/api/" in row:
                hidden = told_of_hidden(who, text_of(answer))
                wrong += [f"{who.name}: {request.path} tells {value}" for value in hidden]
            if right == "not there":
                with house.trying():
                    who.take(house)
                    lost = request.ask_for_what_is_not_there(house, who)
                if (answer.status_code, answer.data) != (lost.status_code, lost.data):
                    wrong.append(f"{who.name}: {request.path} is not answered as if it were not there")
    assert not wrong, "\n".join(wrong[:20])


@pytest.mark.parametrize("row", [row for row, rules in ROWS.items() if "of" in rules and "<" in row])
def test_what_is_anothers_is_not_there_under_ones_own_member_nor_the_other_way_round(house, row):
    decider = next(who for who in COOKIES if who.decides and who.role == "adult")
    foreign = [
        *requests_of(row, house.member, house.others_things),
        *requests_of(row, house.other, house.others_things),
    ]
    if "<member_id>" in row:
        foreign += requests_of(row, house.other, house.things)
    for request in foreign:
        if ROWS[row]["of"] in ("record", "file") and house.other not in request.path:
            continue
        with house.trying():
            decider.take(house)
            answer = request.ask(house, decider)
        assert answered(request, answer) == "not there", (request.path, answer.json)
        for thing in [thing for things in house.others_things.values() for thing in things]:
            assert not isinstance(thing.value, str) or thing.value in request.path or thing.value not in answer.text


@pytest.mark.parametrize("row", [row for row, rules in ROWS.items() if row.startswith("GET") and "of" not in rules])
def test_an_answer_is_the_same_whether_or_not_what_is_hidden_is_there(house, row):
    """Neither numbers nor names nor dates tell of it: with all of it gone for good, not a byte is different."""
    if ROWS[row]["needs"] not in ("read", "session"):
        return
    for who in READERS:
        for request in requests_of(row, house.member, house.things):
            with house.trying():
                who.take(house)
                there = request.ask(house, who)
            with house.trying():
                who.take(house)
                house.forget(EVERY_PART - who.read)
                gone = request.ask(house, who)
            assert there.status_code == 200
            assert text_of(there) == text_of(gone), (who.name, request.path)


def test_a_preview_tells_of_members_only_what_may_be_written_to_them(house):
    [row] = [row for row in ROWS if row.endswith("/captures/preview")]
    for who in DEVICES:
        for request in requests_of(row, house.member, house.things):
            if expected(request, who) != "allowed":
                continue
            with house.trying():
                who.take(house)
                told = request.ask(house, who).json
            writable = request.parts <= who.write
            assert [one["id"] for one in told["members"]] == ([house.member] if writable else []), who.name


def test_a_page_that_was_saved_is_told_as_saved_only_to_who_may_write_it(house):
    for who in [who for who in DEVICES if who.role != "viewer"]:
        for thing in house.things["saved"]:
            with house.trying():
                who.take(house)
                client, headers = who.browser(house)
                body = {"capture": thing.value}
                told = client.post("/api/v1/captures/preview", json=body, headers=headers).json
            right = (house.member, True, 0) if thing.parts <= who.write else (None, False, None)
            assert (told["member_guess"], told["already_saved"], told["new_records"]) == right, who.name
