"""``shebaobu generations``: the earlier versions of each document, and going back to one."""

from __future__ import annotations

from collections.abc import Mapping

from shebaobu.cli.console import Console, table
from shebaobu.config import load_config
from shebaobu.storage.generations import written
from shebaobu.storage.opening import opened_documents
from shebaobu.storage.recovering import restore_version
from shebaobu.storage.vault import Kept, is_evidence

_TIME = "%Y-%m-%d %H:%M:%S"


def list_all(console: Console, options: Mapping[str, object]) -> int:
    """Print the kept versions of each document, the latest first."""
    config = load_config(options)
    with opened_documents(config) as documents:
        names = [name for name in documents.vault.names() if not is_evidence(name)]
        rows = [[name, str(kept.generation), _when(kept)] for name in names for kept in documents.vault.kept(name)]
    heading = [console.say(f"cli.generations.{column}") for column in ("document", "number", "written")]
    for line in table([heading, *rows]):
        console.print(line)
    return 0


def restore(console: Console, options: Mapping[str, object]) -> int:
    """Put the last good version of a document in place, or that of a number; what is there now is put aside.

    Raises ``VersionNotFound``, and ``DataInUse`` while the server runs.
    """
    config = load_config(options)
    name, generation = str(options["name"]), options.get("generation")
    with opened_documents(config) as documents:
        restored = restore_version(documents, name, generation if isinstance(generation, int) else None)
    console.tell("cli.generations.restored", name=name, time=_when(restored.version))
    if restored.aside:
        console.tell("cli.generations.aside", file=restored.aside)
    return 0


def _when(kept: Kept) -> str:
    return f"{written(kept).astimezone():{_TIME}}"
