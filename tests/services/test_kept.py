"""What is told at a glance is made once for a state of a member's records and what is seen of them, and never later."""

import pytest

from shebaobu.services.kept import kept
from shebaobu.services.seen import see_member
from tests.family import capture_of
from tests.relatives import ask, joined

PAGE = "nantong_payer_split_rows"


@pytest.fixture
def book(family):
    family.pair()
    member = family.add_member("钱小宁")
    assert family.save(capture_of(PAGE), member).status_code == 201
    return member


@pytest.fixture
def owner(family):
    (account,) = family.folder.household.accounts.all()
    return account


def wall_of(browser, member):
    return ask(browser, "GET", f"members/{member}/wall").json


def test_it_is_made_once_for_a_state_of_the_records(family, book, owner):
    made = []

    def names(seen):
        made.append(seen.revision)
        return [fact.id for fact in seen.ledger().facts]

    seen = see_member(family.home, owner, book)
    assert kept(family.home, seen, names) is kept(family.home, seen, names)
    assert len(made) == 1
    family.save(capture_of(PAGE, captured_at="2026-11-20T09:00:00+08:00"), book)
    kept(family.home, see_member(family.home, owner, book), names)
    assert len(made) == 2
    assert made[0] != made[1]


def test_what_fails_is_made_again(family, book, owner):
    answers = iter([OSError("gone"), "there"])

    def answer(_seen):
        found = next(answers)
        if isinstance(found, OSError):
            raise found
        return found

    seen = see_member(family.home, owner, book)
    with pytest.raises(OSError, match="gone"):
        kept(family.home, seen, answer)
    assert kept(family.home, seen, answer) == "there"


def test_a_wall_that_was_looked_at_shows_what_was_saved_since(family, book):
    before = wall_of(family.browser, book)
    (saved,) = family.folder.member(book).captures.all()
    assert before["captures"] == 1
    assert before["rows"]
    assert ask(family.browser, "DELETE", f"captures/{saved.id}").status_code == 204
    after = wall_of(family.browser, book)
    assert (after["captures"], after["rows"]) == (0, [])


def test_who_may_see_less_is_not_told_what_was_kept_for_who_sees_all(family, book):
    other = joined(family, "adult", "钱大宁")
    grants = {"grants": [{"part": "medical", "level": "read"}]}
    assert ask(family.browser, "PUT", f"members/{book}/grants/{other.id}", grants).status_code == 204
    assert wall_of(family.browser, book)["rows"]
    seen = wall_of(other.browser, book)
    assert (seen["rows"], seen["captures"]) == ([], 0)
    assert wall_of(family.browser, book)["rows"]
