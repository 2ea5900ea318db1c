"""``shebaobu account …``, on the server's own console: who there is, beginning anew, removing an account."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from shebaobu.cli.console import Console, table
from shebaobu.config import load_config
from shebaobu.services.deciding import decided_members
from shebaobu.services.home import Home
from shebaobu.services.setup import new_reset_link
from shebaobu.services.succession import Succession, succeed, succession
from shebaobu.storage.opening import open_store


def list_accounts(console: Console, options: Mapping[str, object]) -> int:
    """Print the accounts with their roles and the members that they decide over; raises ``DataInUse``."""
    config = load_config(options)
    folder = open_store(config)
    try:
        home = Home(folder, config)
        rows: list[list[str]] = []
        for account in folder.household.accounts.all():
            members = [member.name for member in decided_members(home, account)]
            decides = console.say("cli.account.decides", members=_joined(console, members)) if members else ""
            rows.append([account.name, console.say(f"role.{account.role}"), decides])
    finally:
        folder.close()
    for line in table(rows) if rows else [console.say("cli.account.none")]:
        console.print(line)
    return 0


def reset_account(console: Console, options: Mapping[str, object]) -> int:
    """Print a one-time link by which an account gets a new passphrase, authenticator and recovery codes.

    Raises ``AccountNotFound``, and ``DataInUse`` while the server runs.
    """
    config = load_config(options)
    folder = open_store(config)
    try:
        token = new_reset_link(Home(folder, config), str(options["name"]))
    finally:
        folder.close()
    console.tell("cli.account.link", link=f"{config.address(config.port)}#/setup/{token}")
    return 0


def remove_account(console: Console, options: Mapping[str, object]) -> int:
    """Print what removing an account does, and who takes over; do it where ``apply`` is set.

    Raises ``AccountNotFound``, ``HeirNeeded``, ``NotOneself``, ``DeciderMustBeAdult``, and ``DataInUse`` while the
    server runs.
    """
    config = load_config(options)
    apply = bool(options.get("apply"))
    heir = str(options["hand_over_to"]) if options.get("hand_over_to") else None
    folder = open_store(config)
    try:
        found = (succeed if apply else succession)(Home(folder, config), str(options["name"]), heir)
    finally:
        folder.close()
    for line in _told(console, found):
        console.print(line)
    console.tell("cli.account.removed" if apply else "cli.account.shown")
    return 0


def _told(console: Console, found: Succession) -> Iterator[str]:
    yield console.say("cli.account.removes", name=found.leaver.name, role=console.say(f"role.{found.leaver.role}"))
    if found.heir is not None:
        if found.members:
            members = _joined(console, [member.name for member in found.members])
            yield console.say("cli.account.takes_over", name=found.heir.name, members=members)
        if found.new_owner:
            yield console.say("cli.account.becomes_owner", name=found.heir.name)


def _joined(console: Console, names: list[str]) -> str:
    return console.say("export.parts_between").join(names)
