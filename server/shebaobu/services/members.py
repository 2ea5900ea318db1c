"""The household's members: adding, changing, deleting, and what is known of each at a glance."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TypedDict

import msgspec

from shebaobu.auth.access import require
from shebaobu.auth.tokens import keyed_hash, new_id
from shebaobu.domain.month import format_month, parse_month
from shebaobu.domain.parts import PARTS
from shebaobu.domain.person import mask_id
from shebaobu.domain.records import Contribution
from shebaobu.errors import BirthMonthRefused, DataUnreadable, IdNumberRefused
from shebaobu.i18n import Words, both
from shebaobu.services import audit
from shebaobu.services.home import Home, checked_name
from shebaobu.services.kept import kept
from shebaobu.services.ledgers import forget_member
from shebaobu.services.seen import RightsTold, SeenMember, rights_told, see_member, see_members
from shebaobu.storage.documents import Account, Member, Relation, RetirementClass, Sex

_ID_NUMBER = re.compile(r"\d{17}[0-9X]|\d{15}|[A-Z][0-9A-Z]{5,17}")


class MemberFields(msgspec.Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """What a user fills in; left out is left as it is, null is none. The ID number is written, never read."""

    name: str | msgspec.UnsetType = msgspec.UNSET
    relation: Relation | msgspec.UnsetType = msgspec.UNSET
    birth_month: str | msgspec.UnsetType | None = msgspec.UNSET
    sex: Sex | msgspec.UnsetType | None = msgspec.UNSET
    retirement_class: RetirementClass | msgspec.UnsetType | None = msgspec.UNSET
    id_number: str | msgspec.UnsetType | None = msgspec.UNSET


class MemberShown(TypedDict):
    """A member: the ID number masked, and what the asker may do with the records."""

    id: str
    name: str
    relation: Relation
    birth_month: str | None
    sex: Sex | None
    retirement_class: RetirementClass | None
    id_masked: str | None
    rights: RightsTold


class Glance(TypedDict):
    """The number of months on record, the first, the last, and the number of captures, of what is seen.

    ``unreadable`` says in words that the member's data cannot be read.
    """

    months: int
    first: str | None
    last: str | None
    captures: int
    unreadable: Words | None


class MemberListed(MemberShown, Glance):
    """A member with what is known at a glance."""


def member_shown(seen: SeenMember) -> MemberShown:
    """A member as the API gives it: without the keyed hash, and with what the account may do with the records."""
    member = seen.member
    return {
        "id": member.id,
        "name": member.name,
        "relation": member.relation,
        "birth_month": member.birth_month,
        "sex": member.sex,
        "retirement_class": member.retirement_class,
        "id_masked": member.id_masked,
        "rights": rights_told(seen.rights),
    }


def id_hash(home: Home, id_number: str) -> str:
    """The keyed hash under which an ID number is known."""
    return keyed_hash(home.folder.key, "id_number", id_number.strip().upper())


def add_member(home: Home, account: Account, fields: MemberFields) -> SeenMember:
    """Add a member; raises ``NameMissing``, ``BirthMonthRefused``, ``IdNumberRefused`` and the like."""
    require(account, "members.add")
    name = "" if fields.name is msgspec.UNSET else fields.name
    member = member_from(home, account, new_id(), msgspec.structs.replace(fields, name=name), home.now())
    with home.folder.writing():
        home.folder.household.members.put(member)
        seen = see_member(home, account, member.id)
        seen.to_write(PARTS).file.create()
        audit.note(home, account, "member.added", member=member.id)
    return seen


def member_from(home: Home, account: Account, member_id: str, fields: MemberFields, added_at: datetime) -> Member:
    """A member that is not stored, under a name that was given elsewhere; raises what adding raises."""
    new = Member(id=member_id, name="", relation="other", added_at=added_at, added_by=account.id)
    return _changed(home, new, fields)


def change_member(home: Home, account: Account, member_id: str, fields: MemberFields) -> SeenMember:
    """Change what is given; raises ``MemberNotFound``, ``DecisionNeeded`` beside what adding raises."""
    store = home.folder.household
    with store.file.writing():
        seen = see_member(home, account, member_id)
        seen.require_decision()
        store.members.put(_changed(home, seen.member, fields))
        audit.note(home, account, "member.changed", member=member_id)
    return see_member(home, account, member_id)


def remove_member(home: Home, account: Account, member_id: str) -> None:
    """Delete a member and everything of theirs; raises ``MemberNotFound``, ``DecisionNeeded``."""
    with home.folder.writing():
        seen = see_member(home, account, member_id)
        seen.require_decision()
        delete_member(home, seen)


def delete_member(home: Home, seen: SeenMember) -> None:
    """Delete a member and their log; that it was done is told to who did it and to the person."""
    with home.folder.writing():
        home.folder.remove_member(seen.id)
        person = {"person": seen.member.account} if seen.member.account else {}
        audit.note(home, seen.account, "member.deleted", **person)
    forget_member(home, seen.id)


def list_members(home: Home, account: Account) -> list[MemberListed]:
    """Members, each with what is known at a glance; of one whose data is damaged the list says so in words."""
    return [{**member_shown(seen), **_at_a_glance(home, seen)} for seen in see_members(home, account)]


def _at_a_glance(home: Home, seen: SeenMember) -> Glance:
    try:
        return kept(home, seen, _counted)
    except DataUnreadable as error:
        words = both(f"error.{error.code}", **error.detail)
        return {"months": 0, "first": None, "last": None, "captures": 0, "unreadable": words}


def _counted(seen: SeenMember) -> Glance:
    records = [fact.record for fact in seen.ledger().facts]
    months = {parse_month(one.month) for one in records if isinstance(one, Contribution) and one.month}
    return {
        "months": len(months),
        "first": format_month(min(months)) if months else None,
        "last": format_month(max(months)) if months else None,
        "captures": len(seen.captures()),
        "unreadable": None,
    }


def _changed(home: Home, member: Member, fields: MemberFields) -> Member:
    given = {
        name: value
        for name in ("name", "relation", "birth_month", "sex", "retirement_class")
        if (value := getattr(fields, name)) is not msgspec.UNSET
    }
    if "name" in given:
        given["name"] = checked_name(given["name"])
    if given.get("birth_month") is not None:
        given["birth_month"] = _checked_birth_month(home, given["birth_month"])
    if fields.id_number is not msgspec.UNSET:
        given |= _id_fields(home, fields.id_number)
    return msgspec.structs.replace(member, **given)


def _checked_birth_month(home: Home, text: str) -> str:
    now = home.now()
    try:
        year, month = int(text[:4]), int(text[5:])
    except ValueError:
        raise BirthMonthRefused() from None
    if text != f"{year:04d}-{month:02d}" or not 1 <= month <= 12:
        raise BirthMonthRefused()
    if not (1900, 1) <= (year, month) <= (now.year, now.month):
        raise BirthMonthRefused()
    return text


def _id_fields(home: Home, id_number: str | None) -> dict[str, str | None]:
    text = "".join((id_number or "").split()).upper()
    if not text:
        return {"id_masked": None, "id_hash": None}
    if not (text.isascii() and _ID_NUMBER.fullmatch(text)):
        raise IdNumberRefused()
    return {"id_masked": mask_id(text), "id_hash": id_hash(home, text)}
