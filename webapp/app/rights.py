"""What the reader may do: no page offers what the server would refuse, and each says what it does not show."""

import session
from dom import el
from words import t

_PARTS = 3


async def may_change():
    """Whether the reader's account may change anything at all; a viewer's may not."""
    return (await session.state())["account"]["role"] != "viewer"


async def is_owner():
    """Whether the reader's account is an owner's."""
    return (await session.state())["account"]["role"] == "owner"


def writes(member):
    """Whether some part of a member's records may be written."""
    return bool(member["rights"]["write"])


def decides(member):
    """Whether the reader decides over a member: changes, deletes, gives access."""
    return member["rights"]["decides"]


def note(member):
    """A sentence about what is not shared with the reader, None where everything is."""
    rights = member["rights"]
    read = rights["read"]
    shown_only = len(read) < _PARTS
    if not shown_only and writes(member):
        return None
    parts = t("export.parts_between").join([t("part." + part) for part in read])
    texts = [t("rights.shown_only", parts=parts)] if shown_only else []
    if not writes(member):
        texts.append(t("rights.read_only"))
    return el("p", t("rights.between").join(texts), cls="hint shared-only")
