"""The head of a member's page whose own answer does not name the member."""

import api
from member_bar import bar


async def head(member_id, page, *actions):
    """The head of a page about the member of this id; raises what ``api.get`` raises."""
    member = await known(member_id)
    return bar(member, page, *actions) if member else None


async def known(member_id):
    """The member of this id, None where there is none (any more); raises what ``api.get`` raises."""
    members = (await api.get("/api/v1/members"))["members"]
    found = [one for one in members if one["id"] == member_id]
    return found[0] if found else None
