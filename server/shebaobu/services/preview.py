"""What a capture holds, told before it is saved: blocks, records, whom it is about, what was not understood."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from shebaobu.auth.access import require
from shebaobu.domain.capture import Block, Capture, Fields, Grid
from shebaobu.domain.insurance import display_order
from shebaobu.domain.person import (
    MemberClue,
    Person,
    guess_member,
    mask_id,
    mask_ids_in_text,
)
from shebaobu.domain.reading import Reading
from shebaobu.domain.records import Record, to_dict
from shebaobu.domain.secrets import hide_in_capture
from shebaobu.i18n import both, has_text
from shebaobu.ledger import parts_of_page
from shebaobu.normalize import Normalized, normalize
from shebaobu.normalize.accounting import Accounted
from shebaobu.services.captures import saved_before, source_of_page
from shebaobu.services.home import Home
from shebaobu.services.ledgers import effect_of
from shebaobu.services.members import id_hash
from shebaobu.services.questions import checks_json, questions_json
from shebaobu.services.readings import check_given, kept_readings, readings_with
from shebaobu.services.seen import SeenMember, see_members
from shebaobu.storage.documents import Account, Member

_LABELLED = ("insurance", "status", "kind", "pay_type", "result", "direction", "visit_type")


def preview(home: Home, account: Account, capture: Capture, answers: Sequence[Reading] = ()) -> dict[str, Any]:
    """The preview of a capture with these answers and those kept; nothing is stored. Raises ``AnswerRefused``."""
    require(account, "captures.preview")
    masked = hide_in_capture(capture)
    found = normalize(masked, readings_with(kept_readings(home), answers))
    check_given(answers, found.asked)
    person = normalize(capture).person if masked != capture else found.person
    members = {seen.id: seen for seen in see_members(home, account) if _may_keep(seen, found)}
    guess = guess_member(person, _clues(home, person, [seen.member for seen in members.values()]))
    plain_records = [to_dict(record) for record in found.records]
    return {
        "blocks": [_block(index, block, found.records) for index, block in enumerate(masked.blocks)],
        "records": plain_records,
        "labels": {name: _labels(name, plain_records) for name in _LABELLED},
        "person": person_json(person),
        "not_understood": [
            _not_understood(entry, masked.blocks) for entry in found.accounting if entry.use == "not_understood"
        ],
        "questions": questions_json(found, masked.blocks, answers),
        "checks": checks_json(found.checks),
        "members": [
            {"id": seen.id, "name": seen.member.name, "relation": seen.member.relation} for seen in members.values()
        ],
        "member_guess": guess.member if guess else None,
        "guess_reason": guess.reason if guess else None,
        "portal": found.portal,
        **_against_ledger(home, members.get(guess.member) if guess else None, masked, found),
    }


def person_json(person: Person) -> dict[str, str]:
    """Whom a page names, the ID number masked."""
    id_masked = mask_id(person.id_number) if person.id_number else person.id_masked
    shown = {"name": person.name, "name_masked": person.name_masked, "id_masked": id_masked}
    return {name: value for name, value in shown.items() if value}


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


def _against_ledger(home: Home, seen: SeenMember | None, masked: Capture, found: Normalized) -> dict[str, Any]:
    if seen is None:
        return {"already_saved": False, "new_records": None}
    store = seen.to_write(parts_of_page(found.records))
    effect = effect_of(home, store, source_of_page(masked, found))
    known = saved_before(store, masked, found, effect)
    return {"already_saved": known is not None, "new_records": effect.added}


def _block(index: int, block: Block, records: Iterable[Record]) -> dict[str, Any]:
    own = [record for record in records if record.source and record.source.block == index]
    months = sorted({month for record in own if (month := getattr(record, "month", None))})
    insurances = sorted({record.insurance for record in own if record.insurance}, key=display_order)
    grid = block if isinstance(block, Grid) else None
    return {
        "index": index,
        "type": "grid" if grid else "fields" if isinstance(block, Fields) else "lines",
        "path": block.path,
        "rows": len(_parts(block)),
        "total_rows": grid.total_rows if grid else None,
        "truncated": grid.truncated if grid else False,
        "records": len(own),
        "months": {"first": months[0], "last": months[-1], "count": len(months)} if months else None,
        "insurances": [{"code": code, "label": both(f"insurance.{code}")} for code in insurances],
    }


def _parts(block: Block) -> list[Any]:
    if isinstance(block, Grid):
        return list(block.rows)
    return list(block.pairs) if isinstance(block, Fields) else list(block.lines)


def _labels(name: str, records: list[dict[str, Any]]) -> dict[str, dict[str, str]]:
    """Words of the codes in use; a code that means another thing in its kind also as ``kind.code``."""
    keys: dict[str, str] = {}
    for record in records:
        if code := record.get(name):
            keys[code] = f"{name}.{code}"
            in_kind = f"{record['kind']}.{code}"
            if has_text(f"{name}.{in_kind}"):
                keys[in_kind] = f"{name}.{in_kind}"
    return {code: both(key) for code, key in sorted(keys.items())}


def _not_understood(entry: Accounted, blocks: list[Block]) -> dict[str, Any]:
    block = blocks[entry.block]
    sample = _sample(entry, block)
    return {
        "block": entry.block,
        "part": entry.part,
        "label": entry.label if entry.label is not None else _label(entry, block),
        "sample": mask_ids_in_text(sample) if sample else None,
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
