"""A second person in the demonstration, who has joined by invitation: so that sharing can be tried from both sides."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pyotp

from demo.household import SignIn
from shebaobu.config import Config
from shebaobu.services.home import Home
from shebaobu.services.invitations import InvitationFields, invite
from shebaobu.services.setup import begin_setup, confirm_setup
from shebaobu.storage.documents import Share
from shebaobu.storage.folder import DataFolder


def let_join(folder: DataFolder, family: dict[str, Any]) -> SignIn:
    """Let the family's second person join, who decides over their own records; how that person signs in."""
    home = Home(folder, Config(data=folder.path))
    person = family["second"]
    [owner] = folder.household.accounts.all()
    ids = {member.name: member.id for member in folder.household.members.all()}
    shares = [Share(member=ids[one["member"]], part=one["part"], level=one["level"]) for one in person["share"]]
    fields = InvitationFields(name=person["account"], role="adult", member=ids[person["account"]], shares=shares)
    token, _ = invite(home, owner, fields)
    offered = begin_setup(home, token, "", person["account"], person["passphrase"], person["keeper"])
    # The code of the step before: the one that is valid now stays unused for whoever signs in.
    code = pyotp.TOTP(offered["secret"]).at(home.now() - timedelta(seconds=30))
    confirm_setup(home, token, code)
    return SignIn(person["account"], person["passphrase"], offered["secret"])
