"""``shebaobu import``: an export read again, or with ``--preview`` what that would add."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from shebaobu.auth.rights import console_account
from shebaobu.cli.console import Console
from shebaobu.cli.exporting import member_named
from shebaobu.cli.reading import read_bytes
from shebaobu.config import load_config
from shebaobu.services.home import Home
from shebaobu.services.importing.doing import MemberImported, import_file, preview_import
from shebaobu.storage.opening import open_store


def import_export(console: Console, options: Mapping[str, object]) -> int:
    """Import a file and print what it added, or would add.

    Raises ``FileNotReadable``, ``MemberNotFound``, ``MemberNotClear``, ``DataInUse``, and what importing raises.
    """
    data = read_bytes(str(options["file"]))
    config = load_config(options)
    store = open_store(config)
    try:
        home = Home(store, config)
        into = member_named(home, str(options["into"])) if options.get("into") else None
        do = preview_import if options.get("preview") else import_file
        told = do(home, console_account(home.now()), data, into)
    finally:
        store.close()
    for line in _lines(console, told["members"]):
        console.print(line)
    if told["empty"]:
        console.tell("cli.import.nothing")
    else:
        console.tell("cli.import.shown" if options.get("preview") else "cli.import.done")
    return 0


def _lines(console: Console, members: Iterable[MemberImported]) -> Iterator[str]:
    for member in members:
        yield console.say(
            "cli.import.member_new" if member["new"] else "cli.import.member",
            name=member["name"],
            captures=member["captures"]["added"],
            known=member["captures"]["known"],
            operations=member["operations"]["added"],
            facts=member["facts"],
        )
        if member["differing"]:
            yield "  " + console.say("cli.import.differing", n=member["differing"])
