"""``shebaobu reread``: what reading the kept captures again would change, and with ``--apply`` the change itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from shebaobu.auth.rights import console_account
from shebaobu.cli.console import Console, table
from shebaobu.config import load_config
from shebaobu.domain.money import format_fen
from shebaobu.domain.records import Record, to_dict
from shebaobu.errors import MemberNotFound
from shebaobu.ledger import Difference, differing_fields
from shebaobu.services.home import Home
from shebaobu.services.rereading import Rereading, reread_member
from shebaobu.services.seen import see_member
from shebaobu.storage.documents import Member
from shebaobu.storage.opening import open_store
from shebaobu.storage.store import Store

_NAMED = ("kind", "insurance", "status", "pay_type", "result", "direction", "visit_type", "reversal")
_TIMES = ("month", "year", "start", "as_of", "on", "paid_on", "settled_on", "since")
_NOT_MONEY = {"year", "months", "months_total", "months_deemed", "lump_sum_months", "months_to_year_end"}
_NOT_MONEY |= {"months_back_paid", "months_in_arrears", "entitled_months", "used_months", "remaining_months"}


def reread(console: Console, options: Mapping[str, object]) -> int:
    """Print the difference for one member, by name or id, or for all; keep it where ``apply`` is set.

    Raises ``MemberNotFound``, and ``DataInUse`` while the server runs.
    """
    config = load_config(options)
    apply = bool(options.get("apply"))
    store = open_store(config)
    try:
        home = Home(store, config)
        changes = False
        account = console_account(home.now())
        for member in _members(store, options.get("member")):
            found = reread_member(home, see_member(home, account, member.id), apply=apply)
            changes = changes or bool(found.captures) or not found.ledger.empty
            for line in _lines(console, member, found):
                console.print(line)
    finally:
        store.close()
    if changes:
        console.tell("cli.reread.applied" if apply else "cli.reread.shown")
    return 0


def _members(store: Store, wanted: object) -> list[Member]:
    members = store.household.members.all()
    if wanted is None:
        return members
    chosen = [member for member in members if wanted in (member.id, member.name)]
    if not chosen:
        raise MemberNotFound()
    return chosen


def _lines(console: Console, member: Member, found: Rereading) -> Iterator[str]:
    if not found.captures and found.ledger.empty:
        yield console.say("cli.reread.same", member=member.name)
        return
    yield console.say("cli.reread.member", member=member.name)
    for one in found.captures:
        title = one.entry.title or console.say(f"channel.{one.entry.channel}")
        when = one.entry.captured_at[:10]
        yield "  " + console.say("cli.reread.capture", title=title, when=when, **_counts(one.records))
    yield "  " + console.say("cli.reread.ledger", **_counts(found.ledger))
    rows = [
        *(["+", *_named(console, record), ""] for record in found.ledger.added),
        *(["-", *_named(console, record), ""] for record in found.ledger.removed),
        *(["~", *_named(console, old), _changed(console, old, new)] for old, new in found.ledger.changed),
    ]
    for line in table(rows) if rows else ():
        yield "  " + line


def _counts(found: Difference) -> dict[str, int]:
    return {"added": len(found.added), "removed": len(found.removed), "changed": len(found.changed)}


def _named(console: Console, record: Record) -> list[str]:
    plain = to_dict(record)
    time = next((str(plain[name]) for name in _TIMES if plain.get(name) is not None), "")
    return [_word(console, "kind", plain["kind"]), _word(console, "insurance", plain.get("insurance")), time]


def _changed(console: Console, old: Record, new: Record) -> str:
    return "; ".join(
        console.say(
            "cli.reread.field",
            field=console.say(f"field.{name}"),
            before=_word(console, name, getattr(old, name)),
            after=_word(console, name, getattr(new, name)),
        )
        for name in differing_fields(old, new)
    )


def _word(console: Console, name: str, value: object) -> str:
    if value in (None, ()):
        return console.say("cli.reread.nothing")
    if name in _NAMED:
        return console.say(f"{name}.{value}")
    if isinstance(value, int) and not isinstance(value, bool) and name not in _NOT_MONEY:
        return format_fen(value)
    return str(value)
