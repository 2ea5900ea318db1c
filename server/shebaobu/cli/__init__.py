"""The command line: ``shebaobu serve``, ``check``, ``key sheet`` and the rest, in Chinese or English by LANG."""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Callable, Sequence
from typing import NoReturn

from shebaobu.assets import app_version
from shebaobu.cli.console import Console
from shebaobu.errors import ShebaobuError

REFUSED = 2
_DATA = ("data", "store", "key_file")
_TLS = ("tls", "tls_cert", "tls_key")
_BACKUPS = ("backup_folder", "backup_hours")


class _Parser(argparse.ArgumentParser):
    """argparse, with its own few words from our texts."""

    console = Console()

    def error(self, message: str) -> NoReturn:
        self.console.complain(f"{self.format_usage()}{self.console.say('cli.usage', message=message)}")
        raise SystemExit(REFUSED)


def _options(parser: argparse.ArgumentParser, say: Callable[..., str], *names: str) -> None:
    for name in names:
        option = "--" + name.replace("_", "-")
        if name in ("behind_proxy", "dev", "json", "tls"):
            shown = "--i-am-behind-a-proxy" if name == "behind_proxy" else option
            parser.add_argument(shown, dest=name, action="store_true", help=say(f"cli.option.{name}"))
        else:
            parser.add_argument(option, metavar=name.split("_")[-1].upper(), help=say(f"cli.option.{name}"))


def build_parser(console: Console) -> argparse.ArgumentParser:
    """All commands and their options; ``run`` of what is parsed names the module and function that do it."""
    say = console.say
    _Parser.console = console
    parser = _Parser(prog="shebaobu", description=say("cli.about"))
    parser.add_argument("--version", action="version", version=app_version())
    commands = parser.add_subparsers(dest="command", required=True, metavar=say("cli.command"))

    serve = commands.add_parser("serve", help=say("cli.serve.help"))
    _options(
        serve,
        say,
        "host",
        "port",
        *_DATA,
        *_BACKUPS,
        "session_idle_minutes",
        "session_hours",
        "sms_config",
        *_TLS,
        "allowed_hosts",
        "passkey_host",
        "behind_proxy",
        "trusted_proxy",
        "dev",
    )
    serve.set_defaults(run="serving:serve")

    normalize = commands.add_parser("normalize", help=say("cli.normalize.help"))
    normalize.add_argument("file", metavar="FILE", help=say("cli.normalize.file"))
    _options(normalize, say, "json")
    normalize.set_defaults(run="normalizing:show_records")

    redact = commands.add_parser("redact", help=say("cli.redact.help"), description=say("cli.redact.about"))
    redact.add_argument("page", metavar="PAGE", help=say("cli.redact.page"))
    _options(redact, say, "output")
    redact.set_defaults(run="redacting:redact")

    _add_account_commands(commands, say)

    reread = commands.add_parser("reread", help=say("cli.reread.help"))
    reread.add_argument("member", metavar="MEMBER", nargs="?", help=say("cli.reread.who"))
    reread.add_argument("--apply", action="store_true", help=say("cli.reread.apply"))
    _options(reread, say, *_DATA)
    reread.set_defaults(run="rereading:reread")

    _add_exchange_commands(commands, say)
    _add_store_commands(commands, say)
    return parser


def _add_account_commands(commands: argparse._SubParsersAction[_Parser], say: Callable[..., str]) -> None:
    """The commands about accounts, for what their people cannot do themselves any more."""
    account = commands.add_parser("account", help=say("cli.account.help")).add_subparsers(dest="below", required=True)
    listing = account.add_parser("list", help=say("cli.account.list"))
    listing.set_defaults(run="accounts:list_accounts")
    reset = account.add_parser("reset", help=say("cli.account.reset"))
    reset.set_defaults(run="accounts:reset_account")
    remove = account.add_parser("remove", help=say("cli.account.remove"), description=say("cli.account.remove_about"))
    remove.set_defaults(run="accounts:remove_account")
    for command in (reset, remove):
        command.add_argument("name", metavar="NAME", help=say("cli.account.name"))
    remove.add_argument("--hand-over-to", metavar="NAME", help=say("cli.account.hand_over_to"))
    remove.add_argument("--apply", action="store_true", help=say("cli.account.apply"))
    for command in (listing, reset, remove):
        _options(command, say, *_DATA)
    _options(reset, say, "host", "port")


def _add_exchange_commands(commands: argparse._SubParsersAction[_Parser], say: Callable[..., str]) -> None:
    """The commands that give the ledger away as files and take it back."""
    export = commands.add_parser("export", help=say("cli.export.help"))
    export.add_argument("member", metavar="MEMBER", nargs="?", help=say("cli.export.who"))
    export.add_argument("--format", choices=("json", "csv", "xlsx"), default="json", help=say("cli.export.format"))
    export.add_argument("--out", "--output", dest="output", metavar="FILE", help=say("cli.export.out"))
    export.set_defaults(run="exporting:export")
    take = commands.add_parser("import", help=say("cli.import.help"))
    take.add_argument("file", metavar="FILE", help=say("cli.import.file"))
    take.add_argument("--into", metavar="MEMBER", help=say("cli.import.into"))
    take.add_argument("--preview", action="store_true", help=say("cli.import.preview"))
    take.set_defaults(run="importing:import_export")
    for command in (export, take):
        _options(command, say, *_DATA)


def _add_store_commands(commands: argparse._SubParsersAction[_Parser], say: Callable[..., str]) -> None:
    """The commands about the data itself: its key, its earlier versions, whether it is well."""
    key = commands.add_parser("key", help=say("cli.key.help")).add_subparsers(dest="below", required=True)
    sheet = key.add_parser("sheet", help=say("cli.key.sheet"))
    sheet.add_argument("--output", metavar="FILE", help=say("cli.key.output"))
    sheet.set_defaults(run="keys:write_sheet")
    restore_key = key.add_parser("restore", help=say("cli.key.restore"))
    restore_key.set_defaults(run="keys:restore")
    rekey = commands.add_parser("rekey", help=say("cli.rekey.help"))
    rekey.set_defaults(run="keys:rekey")

    versions = commands.add_parser("generations", help=say("cli.generations.help"))
    chosen = versions.add_subparsers(dest="below", required=True)
    listing = chosen.add_parser("list", help=say("cli.generations.list"))
    listing.set_defaults(run="generations:list_all")
    restore = chosen.add_parser("restore", help=say("cli.generations.restore"))
    restore.add_argument("name", metavar="NAME", help=say("cli.generations.name"))
    restore.add_argument("--generation", type=int, metavar="NUMBER", help=say("cli.generations.generation"))
    restore.set_defaults(run="generations:restore")

    backup = commands.add_parser("backup", help=say("cli.backup.help"))
    backup.add_argument("file", metavar="FILE", help=say("cli.backup.file"))
    backup.set_defaults(run="backups:back_up")
    put_back = commands.add_parser("restore", help=say("cli.restore.help"))
    put_back.add_argument("file", metavar="FILE", help=say("cli.restore.file"))
    put_back.set_defaults(run="backups:restore")

    check = commands.add_parser("check", help=say("cli.check.help"))
    check.set_defaults(run="checking:check")
    doctor = commands.add_parser("doctor", help=say("cli.doctor.help"))
    doctor.set_defaults(run="doctor:examine")
    doctor.add_argument("--code", metavar="CODE", help=say("cli.doctor.code"))
    doctor.add_argument("--send-sms-to", metavar="NUMBER", help=say("cli.doctor.send_sms_to"))
    _options(doctor, say, "sms_config", "host", *_TLS, "allowed_hosts")
    for command in (sheet, restore_key, rekey, listing, restore, backup, put_back, check, doctor):
        _options(command, say, *_DATA)


def _run(arguments: argparse.Namespace, console: Console) -> int:
    """Run a command; only its own module is loaded: a web server takes longer to load than most of them to run."""
    module, _, function = arguments.run.partition(":")
    run = getattr(importlib.import_module(f"shebaobu.cli.{module}"), function)
    return int(run(console, vars(arguments)))


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
