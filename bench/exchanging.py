"""Export in each form, and import into an empty household: the invented family, some 4,000 records."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.figures import Figure, milliseconds_of
from demo.household import found_household, invented_family
from shebaobu.auth.rights import console_account
from shebaobu.config import Config
from shebaobu.services.exporting.files import FORMS, export_file
from shebaobu.services.home import Home
from shebaobu.services.importing.doing import import_file
from shebaobu.services.importing.undoing import undo_import
from shebaobu.storage.folder import DataFolder

RUNS = 5


def figures() -> Iterator[Figure]:
    """Milliseconds of each form, and of an import that is undone again."""
    with tempfile.TemporaryDirectory(prefix="shebaobu-bench-") as name:
        full, empty = DataFolder(Path(name) / "full"), DataFolder(Path(name) / "empty")
        try:
            found_household(full, invented_family())
            yield from _of(Home(full, Config(data=full.path)), Home(empty, Config(data=empty.path)))
        finally:
            full.close()
            empty.close()


def _of(full: Home, empty: Home) -> Iterator[Figure]:
    account = console_account(full.now())
    for ending in FORMS:
        taken = milliseconds_of(lambda ending=ending: export_file(full, account, None, ending, "zh-CN"), RUNS)
        yield Figure(f"export of a family, {ending}", taken, "ms")
    file = export_file(full, account, None, "json", "zh-CN")

    def there_and_back() -> None:
        undo_import(empty, account, str(import_file(empty, account, file)["import"]))

    yield Figure("import of a family, and its undo", milliseconds_of(there_and_back, RUNS), "ms")
