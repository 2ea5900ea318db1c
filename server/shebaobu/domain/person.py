"""Whom a capture is about, ID numbers that stay hidden, and which family member that may be."""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec

from shebaobu.domain.capture import Capture, map_text

_ID_NUMBER = re.compile(
    r"(?<![0-9A-Za-z])([1-9]\d{5})((?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))(\d{3}[\dXx])(?![0-9A-Za-z])"
)
_MASK = re.compile(r"[*＊●•×]+")


class Person(msgspec.Struct, kw_only=True, frozen=True, omit_defaults=True):
    """The person as the page names them; a field that was not on the page is None."""

    name: str | None = None
    name_masked: str | None = None
    id_number: str | None = None
    id_masked: str | None = None
    personal_no: str | None = None
    sex: str | None = None
    birth: str | None = None
    employer: str | None = None
    employer_uscc: str | None = None
    ethnicity: str | None = None
    household_type: str | None = None
    work_start: str | None = None
    declared_wage: str | None = None
    payer_category: str | None = None
    medical_category: str | None = None
    designated_hospitals: tuple[str, ...] = ()
    status_text: str | None = None
    total_months: int | None = None


class MemberClue(msgspec.Struct, kw_only=True, frozen=True):
    """What is known of a member when asking whose page this is.

    ``id_equal`` tells whether the full number on the page has the keyed hash kept for this member.
    """

    id: str
    name: str
    id_masked: str | None = None
    id_equal: bool = False


class MemberGuess(msgspec.Struct, kw_only=True, frozen=True):
    """The member a capture is probably about, and why: ``id``, ``name`` or ``only`` (there is one member)."""

    member: str
    reason: str


def mask_id(id_number: str) -> str:
    """An 18-digit number with the birth date hidden; of another number only the ends stay."""
    text = id_number.strip().upper()
    if len(text) == 18:
        return f"{text[:6]}********{text[14:]}"
    kept = 2 if len(text) > 6 else 0
    return f"{text[:kept]}{'*' * (len(text) - 2 * kept)}{text[len(text) - kept :]}"


def mask_ids_in_text(text: str) -> str:
    """The text with every resident ID number (GB 11643, 18 places) masked."""
    return _ID_NUMBER.sub(lambda found: mask_id(found.group(0)), text)


def mask_ids_in_capture(capture: Capture) -> Capture:
    """The capture with every resident ID number in it masked, addresses included."""
    return map_text(capture, mask_ids_in_text)


def fits_mask(masked: str, full: str) -> bool:
    """Whether a text with some of its characters hidden can be the full one: ``周*溪`` fits ``周小溪``.

    A single mark stands for one character or more, since sites shorten what they hide; a text that shows
    nothing fits nothing.
    """
    shown = _MASK.split(masked.strip())
    if len(shown) < 2:
        return masked.strip() == full.strip()
    if not any(shown):
        return False
    pattern = ".+".join(re.escape(part) for part in shown)
    return re.fullmatch(pattern, full.strip(), flags=re.IGNORECASE) is not None


def can_be_one(one: str, other: str) -> bool:
    """Whether two texts, each perhaps with some of its characters hidden, can be the same name or number.

    Of two that hide something, what they show at their beginnings and at their ends must agree.
    """
    one, other = ("".join(text.split()) for text in (one, other))
    if _MASK.search(one) and _MASK.search(other):
        mine, yours = _MASK.split(one), _MASK.split(other)
        begins, ends = (mine[0], yours[0]), (mine[-1], yours[-1])
        return _starts_alike(*begins) and _starts_alike(*(text[::-1] for text in ends))
    return fits_mask(one, other) or fits_mask(other, one)


def _starts_alike(one: str, other: str) -> bool:
    return one.casefold().startswith(other.casefold()) or other.casefold().startswith(one.casefold())


def _masks_agree(one: str, other: str) -> bool:
    """Whether two masked numbers can be the same: equal length and no place where both show another digit."""
    hidden = "*＊●•×"
    return len(one) == len(other) and all(
        a == b or a in hidden or b in hidden for a, b in zip(one.upper(), other.upper(), strict=True)
    )


def _id_fits(person: Person, member: MemberClue) -> bool:
    if member.id_equal:
        return True
    masked = person.id_masked
    return bool(masked and member.id_masked and _masks_agree(masked, member.id_masked))


def _id_differs(person: Person, member: MemberClue) -> bool:
    if member.id_equal or not member.id_masked:
        return False
    if person.id_number:
        return True
    return bool(person.id_masked) and not _id_fits(person, member)


def _name_fits(person: Person, member: MemberClue) -> bool:
    if person.name:
        return person.name.replace(" ", "") == member.name.replace(" ", "")
    return bool(person.name_masked) and fits_mask(person.name_masked or "", member.name)


def guess_member(person: Person, members: Iterable[MemberClue]) -> MemberGuess | None:
    """The one member the page can be about, or None where none or several fit.

    The ID number decides before the name; a member whose number differs is never guessed by name. A lone
    member is guessed only for a page that names nobody.
    """
    everyone = list(members)
    by_id = [member for member in everyone if _id_fits(person, member)]
    if len(by_id) == 1:
        return MemberGuess(member=by_id[0].id, reason="id")
    by_name = [m for m in (by_id or everyone) if _name_fits(person, m) and not _id_differs(person, m)]
    if len(by_name) == 1:
        return MemberGuess(member=by_name[0].id, reason="name")
    unnamed = not (person.name or person.name_masked or person.id_number or person.id_masked)
    if unnamed and len(everyone) == 1:
        return MemberGuess(member=everyone[0].id, reason="only")
    return None
