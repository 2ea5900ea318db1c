"""``shebaobu account reset NAME``: for somebody who has lost passphrase and codes, on the server's own console."""

from __future__ import annotations

from collections.abc import Mapping

from shebaobu.cli.console import Console
from shebaobu.config import load_config
from shebaobu.services.home import Home
from shebaobu.services.setup import new_reset_link
from shebaobu.storage.opening import open_store


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
