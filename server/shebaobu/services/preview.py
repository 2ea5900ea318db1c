"""What a capture holds, told before it is saved: blocks, records, whom it is about, what was not understood."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, TypedDict

from shebaobu.auth.access import require
from shebaobu.domain.capture import Block, Capture, Fields, Grid
from shebaobu.domain.insurance import display_order
from shebaobu.domain.person import (
    MemberClue,
    Person,
    guess_member,
)
from shebaobu.domain.reading import Reading
from shebaobu.domain.records import Record
from shebaobu.domain.secrets import hide_in_capture
from shebaobu.i18n import Words, both, has_text
from shebaobu.ledger import parts_of_page
from shebaobu.ledger.identity import kind_of
from shebaobu.normalize import Normalized, normalize
from shebaobu.normalize.accounting import Accounted, Part
from shebaobu.services.captures import PersonOnPage, person_told, saved_before, source_of_page
from shebaobu.services.home import Home
from shebaobu.services.ledgers import effect_of
from shebaobu.services.members import id_hash
from shebaobu.services.questions import Checks, QuestionTold, checks_told, questions_told
from shebaobu.services.readings import check_given, kept_readings, readings_with
from shebaobu.services.samples import sample_of
from shebaobu.services.seen import SeenMember, see_members
from shebaobu.storage.documents import Account, Member, Relation

_LABELLED = ("insurance", "status", "kind", "pay_type", "result", "direction", "visit_type")


class MonthsShown(TypedDict):
    """The months of a block's records."""

    first: str
    last: str
    count: int


class CodeTold(TypedDict):
    """A code and its words."""

    code: str
    label: Words


class BlockTold(TypedDict):
    """A block of a capture, and what was read of it."""

    index: int
    type: Literal["grid", "fields", "lines"]
    path: list[str]
    rows: int
    total_rows: int | None
    truncated: bool
    records: int
    months: MonthsShown | None
    insurances: list[CodeTold]


class NotUnderstood(TypedDict):
    """A part of a page that nothing was made of, with a sample of it and why."""

    block: int
    part: Part
    label: str
    sample: str | None
    why: Words | None


class MemberToKeep(TypedDict):
    """A member for whom the capture can be saved."""

    id: str
    name: str
    relation: Relation


class AgainstLedger(TypedDict):
    """Whether the capture repeats a saved one, and how many of its records would be new."""

    already_saved: bool
    new_records: int | None


class PreviewTold(AgainstLedger):
    """What a capture holds.

    ``labels`` has, by the name of a field, the words of the codes in use; a code that means another thing in its kind
    also as ``kind.code``. ``member_guess`` is the member that it is probably about, and ``guess_reason`` why.
    """

    blocks: list[BlockTold]
    records: list[Record]
    labels: dict[str, dict[str, Words]]
    person: PersonOnPage
    not_understood: list[NotUnderstood]
    questions: list[QuestionTold]
    checks: Checks
    members: list[MemberToKeep]
    member_guess: str | None
    guess_reason: str | None
    portal: str | None


def preview(home: Home, account: Account, capture: Capture, answers: Sequence[Reading] = ()) -> PreviewTold:
    """The preview of a capture with these answers and those kept; nothing is stored. Raises ``AnswerRefused``."""
    require(account, "captures.preview")
    masked = hide_in_capture(capture)
    found = normalize(masked, readings_with(kept_readings(home), answers))
    check_given(answers, found.asked)
    person = normalize(capture).person if masked != capture else found.person
    members = {seen.id: seen for seen in see_members(home, account) if _may_keep(seen, found)}
    guess = guess_member(person, _clues(home, person, [seen.member for seen in members.values()]))
    return {
        "blocks": [_block(index, block, found.records) for index, block in enumerate(masked.blocks)],
        "records": found.records,
        "labels": {name: _labels(name, found.records) for name in _LABELLED},
        "person": person_told(person),
        "not_understood": [
            _not_understood(entry, masked.blocks) for entry in found.accounting if entry.use == "not_understood"
        ],
        "questions": questions_told(found, masked.blocks, answers),
        "checks": checks_told(found.checks),
        "members": [
            {"id": seen.id, "name": seen.member.name, "relation": seen.member.relation} for seen in members.values()
        ],
        "member_guess": guess.member if guess else None,
        "guess_reason": guess.reason if guess else None,
        "portal": found.portal,
        **_against_ledger(home, members.get(guess.member) if guess else None, masked, found),
    }


def _clues(home: Home, person: Person, members: list[Member]) -> list[MemberClue]:
    shown = id_hash(home, person.id_number) if person.id_number else None
    return [
        MemberClue(
            id=member.id,
            name=member.name,
            id_masked=member.id_masked,
            id_equal=shown is not None and shown == member.id_hash,
        )
        for member in members
    ]


def _may_keep(seen: SeenMember, found: Normalized) -> bool:
    """Whether the account may write all that the page tells of: of anybody else the preview says nothing."""
    return parts_of_page(found.records) <= seen.rights.write


def _against_ledger(home: Home, seen: SeenMember | None, masked: Capture, found: Normalized) -> AgainstLedger:
    if seen is None:
        return {"already_saved": False, "new_records": None}
    store = seen.to_write(parts_of_page(found.records))
    effect = effect_of(home, store, source_of_page(masked, found))
    known = saved_before(store, masked, found, effect)
    return {"already_saved": known is not None, "new_records": effect.added}


def _block(index: int, block: Block, records: Iterable[Record]) -> BlockTold:
    own = [record for record in records if record.source and record.source.block == index]
    months = sorted({month for record in own if (month := getattr(record, "month", None))})
    insurances = sorted({record.insurance for record in own if record.insurance}, key=display_order)
    grid = block if isinstance(block, Grid) else None
    return {
        "index": index,
        "type": "grid" if grid else "fields" if isinstance(block, Fields) else "lines",
        "path": block.path,
        "rows": _length(block),
        "total_rows": grid.total_rows if grid else None,
        "truncated": grid.truncated if grid else False,
        "records": len(own),
        "months": {"first": months[0], "last": months[-1], "count": len(months)} if months else None,
        "insurances": [{"code": code, "label": both(f"insurance.{code}")} for code in insurances],
    }


def _length(block: Block) -> int:
    if isinstance(block, Grid):
        return len(block.rows)
    return len(block.pairs) if isinstance(block, Fields) else len(block.lines)


def _labels(name: str, records: Iterable[Record]) -> dict[str, Words]:
    """Words of the codes in use; a code that means another thing in its kind also as ``kind.code``."""
    keys: dict[str, str] = {}
    for record in records:
        kind = kind_of(record)
        if code := kind if name == "kind" else getattr(record, name, None):
            keys[code] = f"{name}.{code}"
            in_kind = f"{kind}.{code}"
            if has_text(f"{name}.{in_kind}"):
                keys[in_kind] = f"{name}.{in_kind}"
    return {code: both(key) for code, key in sorted(keys.items())}


def _not_understood(entry: Accounted, blocks: list[Block]) -> NotUnderstood:
    block = blocks[entry.block]
    sample = _sample(entry, block)
    return {
        "block": entry.block,
        "part": entry.part,
        "label": entry.label if entry.label is not None else _label(entry, block),
        "sample": sample_of(sample) if sample else None,
        "why": both(f"why.{entry.why}") if entry.why else None,
    }


def _label(entry: Accounted, block: Block) -> str:
    if isinstance(block, Grid) and entry.part in ("column", "cell"):
        return " · ".join(block.columns[entry.index])
    if isinstance(block, Fields):
        return block.pairs[entry.index][0]
    return ""


def _sample(entry: Accounted, block: Block) -> str | None:
    if isinstance(block, Fields):
        return block.pairs[entry.index][1]
    if not isinstance(block, Grid):
        return block.lines[entry.index].text
    if entry.part == "row":
        return " ".join(cell for cell in block.rows[entry.index] if cell)
    if entry.part == "cell" and entry.row is not None:
        return block.rows[entry.row][entry.index]
    shown = (row[entry.index] for row in block.rows if entry.index < len(row))
    return next((cell for cell in shown if cell), None)
