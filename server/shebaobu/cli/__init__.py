"""The command line: ``shebaobu serve · normalize · redact · account reset · doctor``, in Chinese or English by LANG."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from typing import NoReturn

from shebaobu.assets import app_version
from shebaobu.cli.console import Console
from shebaobu.errors import ShebaobuError

REFUSED = 2


class _Parser(argparse.ArgumentParser):
    """argparse, with its own few words from our texts."""

    console = Console()

    def error(self, message: str) -> NoReturn:
        self.console.complain(f"{self.format_usage()}{self.console.say('cli.usage', message=message)}")
        raise SystemExit(REFUSED)


def _options(parser: argparse.ArgumentParser, say: Callable[..., str], *names: str) -> None:
    for name in names:
        option = "--" + name.replace("_", "-")
        if name in ("behind_proxy", "dev", "json"):
            shown = "--i-am-behind-a-proxy" if name == "behind_proxy" else option
            parser.add_argument(shown, dest=name, action="store_true", help=say(f"cli.option.{name}"))
        else:
            parser.add_argument(option, metavar=name.split("_")[-1].upper(), help=say(f"cli.option.{name}"))


def build_parser(console: Console) -> argparse.ArgumentParser:
    """All commands and their options."""
    say = console.say
    _Parser.console = console
    parser = _Parser(prog="shebaobu", description=say("cli.about"))
    parser.add_argument("--version", action="version", version=app_version())
    commands = parser.add_subparsers(dest="command", required=True, metavar=say("cli.command"))

    serve = commands.add_parser("serve", help=say("cli.serve.help"))
    _options(
        serve, say, "host", "port", "data", "key_file", "tls_cert", "tls_key", "allowed_hosts", "behind_proxy", "dev"
    )

    normalize = commands.add_parser("normalize", help=say("cli.normalize.help"))
    normalize.add_argument("file", metavar="FILE", help=say("cli.normalize.file"))
    _options(normalize, say, "json")

    redact = commands.add_parser("redact", help=say("cli.redact.help"), description=say("cli.redact.about"))
    redact.add_argument("page", metavar="PAGE", help=say("cli.redact.page"))
    _options(redact, say, "output")

    account = commands.add_parser("account", help=say("cli.account.help"))
    reset = account.add_subparsers(dest="account_command", required=True).add_parser(
        "reset", help=say("cli.account.reset")
    )
    reset.add_argument("name", metavar="NAME", help=say("cli.account.name"))
    _options(reset, say, "data", "key_file", "host", "port")

    _options(commands.add_parser("doctor", help=say("cli.doctor.help")), say, "data", "key_file")
    return parser


def _run(arguments: argparse.Namespace, console: Console) -> int:
    options = vars(arguments)
    if arguments.command == "normalize":
        from shebaobu.cli.normalizing import show_records

        return show_records(console, arguments.file, as_json=arguments.json)
    if arguments.command == "redact":
        from shebaobu.cli.redacting import redact

        return redact(console, arguments.page, arguments.output)
    if arguments.command == "account":
        from shebaobu.cli.accounts import reset_account

        return reset_account(console, arguments.name, options)
    if arguments.command == "doctor":
        from shebaobu.cli.doctor import examine

        return examine(console, options)
    from shebaobu.cli.serving import serve

    return serve(console, options)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; 0 when it did what it was asked, 2 when it was refused, in words."""
    console = Console()
    try:
        return _run(build_parser(console).parse_args(arguments), console)
    except ShebaobuError as error:
        console.complain(console.say(f"error.{error.code}", **error.detail))
        return REFUSED
    except BrokenPipeError:
        sys.stderr.close()
        return REFUSED
    except KeyboardInterrupt:
        console.complain("")
        return REFUSED
