"""The JSON of an export, ``shebaobu.export/2``: its types are its definition.

``docs/export.schema.json`` is made of them. Members only: accounts, sessions, devices' tokens and keys are in no file.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from shebaobu.domain.capture import Capture
from shebaobu.domain.parts import Part
from shebaobu.domain.reading import Reading
from shebaobu.domain.records import Record
from shebaobu.ledger import Addition, Change, Conflict, Correction, Cover, Deletion, Proof, Settlement
from shebaobu.storage.documents import Relation, RetirementClass, Sex

FORMAT: Literal["shebaobu.export/2"] = "shebaobu.export/2"

Id = Annotated[str, Meta(pattern=r"^[0-9a-f]{16}$")]
Count = Annotated[int, Meta(ge=0)]
Moment = Annotated[datetime, Meta(tz=True)]


class ExportedCapture(msgspec.Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """One look at one page: the page as it was, and what was understood of it."""

    id: Annotated[Id, Meta(description="Name of the capture, by which proofs refer to it.")]
    saved_at: Annotated[Moment, Meta(description="When it was saved (UTC); when it was read is in `capture`.")]
    captured_at: Annotated[str, Meta(description="When a page with this content was read first.")]
    read_again_at: Annotated[str | None, Meta(description="When it was read last with the same content.")] = None
    device: Annotated[str | None, Meta(description="The browser that it was read with.")] = None
    portal: Annotated[
        str | None, Meta(description="The portal whose own rules it was read by, null where by none.")
    ] = None
    not_understood: Annotated[Count, Meta(description="How many parts of the page were not understood.")] = 0
    questions: Annotated[Count, Meta(description="How many questions about the page are open.")] = 0
    covers: Annotated[
        list[Cover], Meta(description="What its tables cover: a month in it that is not shown is none.")
    ] = []
    months_stated: Annotated[int | None, Meta(description="How many months the page names beside the person.")] = None
    capture: Annotated[Capture, Meta(description="The page as it was read, ID numbers and secret codes masked.")]
    answers: Annotated[list[Reading], Meta(description="What the family answered about this page's tables.")] = []
    records: Annotated[list[Record], Meta(description="What was read of the page, in its order.")] = []


class ExportedOperation(msgspec.Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """Something that was done to the ledger by hand."""

    id: Annotated[Id, Meta(description="Name of the step, by which the ledger refers to it.")]
    at: Annotated[Moment, Meta(description="When it was done (UTC).")]
    change: Annotated[
        Correction | Settlement | Deletion | Addition, Meta(description="What was done, and to which fact.")
    ]


class ExportedFact(msgspec.Struct, kw_only=True, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One fact of the ledger: what is known now, and which pages prove it."""

    record: Annotated[Record, Meta(description="Its present values.")]
    proofs: Annotated[list[Proof], Meta(description="Where it was seen, the page that was read first coming first.")]
    history: Annotated[list[Change], Meta(description="How it came to be what it is, the earliest change first.")] = []
    conflicts: Annotated[list[Conflict], Meta(description="Fields on which sources disagree; absent in `record`.")] = []
    decided: Annotated[dict[str, str], Meta(description="For fields given by hand, the step that gave them.")] = {}
    vanished: Annotated[str | None, Meta(description="Since when its page does not show it any more.")] = None


class ExportedLedger(msgspec.Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """What captures and operations come to. It is here for whoever reads the file: an import makes it anew."""

    facts: Annotated[list[ExportedFact], Meta(description="All facts, in the order in which they were first seen.")]
    deleted: Annotated[list[ExportedFact], Meta(description="Facts that were left out by hand.")] = []


class ExportedMember(msgspec.Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """A member of the family with all that is on record of them."""

    id: Annotated[
        Id, Meta(description="Name of the member in this household; a household that has it knows them again.")
    ]
    name: Annotated[str, Meta(description="The member's name.")]
    relation: Annotated[Relation, Meta(description="What the member is to whoever keeps the ledger.")]
    birth_month: Annotated[str | None, Meta(description="Month of birth, YYYY-MM.")] = None
    sex: Annotated[Sex | None, Meta(description="Sex, as the rules of retirement ask for it.")] = None
    retirement_class: Annotated[
        RetirementClass | None, Meta(description="Which of the former retirement ages applies.")
    ] = None
    id_masked: Annotated[str | None, Meta(description="The ID number with the birth date hidden.")] = None
    added_at: Annotated[Moment | None, Meta(description="When the member was added (UTC).")] = None
    parts: Annotated[
        list[Part] | msgspec.UnsetType,
        Meta(
            description="The parts of the member's records that are in the file, where not all were shared with "
            "whoever exported it: captures and steps of these parts alone, and their facts in `ledger`, among them "
            "such as were seen on pages that tell of further parts and are not in the file."
        ),
    ] = msgspec.UNSET
    captures: Annotated[list[ExportedCapture], Meta(description="All captures, in the order in which they were saved.")]
    operations: Annotated[list[ExportedOperation], Meta(description="What was done by hand, in its order.")] = []
    ledger: Annotated[ExportedLedger, Meta(description="The ledger made of captures and steps by hand.")]


class Export(msgspec.Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """Everything that a family has on record of one member, or of all."""

    format: Annotated[Literal["shebaobu.export/2"], Meta(description="The format and its version.")]
    exported_at: Annotated[Moment, Meta(description="When the file was made (UTC).")]
    program: Annotated[str, Meta(description="The program that made it, with its version.")]
    household: Annotated[str, Meta(description="Name of the household.")]
    members: Annotated[list[ExportedMember], Meta(description="The members, in the order in which they were added.")]
