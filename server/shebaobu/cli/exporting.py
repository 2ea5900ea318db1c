"""``shebaobu export``: a member or all as a file of mode 0600, in one of the open formats."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from shebaobu.auth.rights import console_account
from shebaobu.cli.console import Console
from shebaobu.config import load_config
from shebaobu.errors import FileExists, FileNotWritable, MemberNotClear, MemberNotFound
from shebaobu.services.exporting.files import export_file
from shebaobu.services.home import Home
from shebaobu.storage.files import Files
from shebaobu.storage.opening import open_store


def export(console: Console, options: Mapping[str, object]) -> int:
    """Write the export; a CSV file whose name ends in ``.csv`` is the table of contributions, else a zip of all tables.

    Raises ``MemberNotFound``, ``MemberNotClear``, ``FileExists``, ``FileNotWritable``, ``DataInUse``.
    """
    config = load_config(options)
    store = open_store(config)
    try:
        home = Home(store, config)
        path, ending = _target(home, options)
        wanted = options.get("member")
        member_id = member_named(home, str(wanted)) if wanted else None
        data = export_file(home, console_account(home.now()), member_id, ending, console.lang)
    finally:
        store.close()
    try:
        Files().create(path, data)
    except FileExistsError:
        raise FileExists(file=str(path)) from None
    except OSError:
        raise FileNotWritable(file=str(path)) from None
    console.tell("cli.export.written", file=path, size=len(data))
    return 0


def _target(home: Home, options: Mapping[str, object]) -> tuple[Path, str]:
    """Where the file goes, and the ending of its form."""
    chosen = str(options["format"])
    ending = "zip" if chosen == "csv" else chosen
    if not options.get("output"):
        return Path(f"shebaobu-{home.now().date()}.{ending}"), ending
    path = Path(str(options["output"]))
    return path, "csv" if chosen == "csv" and path.suffix.lower() == ".csv" else ending


def member_named(home: Home, wanted: str) -> str:
    """The id of the member of a name or id; raises ``MemberNotFound``, and ``MemberNotClear`` for a name of several."""
    members = home.folder.household.members.all()
    chosen = [member.id for member in members if wanted in (member.id, member.name)]
    if not chosen:
        raise MemberNotFound()
    if len(chosen) > 1:
        raise MemberNotClear(ids=", ".join(chosen))
    return chosen[0]
