"""Settings: each has a name, an environment variable, a default and a meaning, all in ``SETTINGS``.

A command-line option of the same name wins over the environment.
"""

from __future__ import annotations

import ipaddress
import os
import sys
from collections.abc import Mapping
from pathlib import Path

import msgspec

from shebaobu.errors import SettingRefused

LOOPBACK = ("127.0.0.1", "localhost", "::1")
ALL_ADDRESSES = "0.0.0.0"  # noqa: S104 what is meant: TLS at home is for others in the house
TrustedProxies = tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...]
THIS_COMPUTER: TrustedProxies = (ipaddress.ip_network("127.0.0.0/8"), ipaddress.ip_network("::1"))
LONGEST_SESSION_HOURS = 7 * 24
DATABASES = ("postgresql://", "postgres://")


class Setting(msgspec.Struct, frozen=True):
    """One setting as it is documented."""

    name: str
    env: str
    default: str
    meaning: str


SETTINGS = (
    Setting("data", "SHEBAOBU_DATA", "the platform's folder for application data", "where the data lies"),
    Setting("store", "SHEBAOBU_STORE", "files in the data folder", "postgresql://…: the database that keeps the data"),
    Setting("key_file", "SHEBAOBU_KEY_FILE", "master.key in the data folder", "file of the master key"),
    Setting("backup_folder", "SHEBAOBU_BACKUP_FOLDER", "", "folder for backups that the server makes by itself"),
    Setting("backup_hours", "SHEBAOBU_BACKUP_HOURS", "24", "hours between two of them"),
    Setting("session_idle_minutes", "SHEBAOBU_SESSION_IDLE_MINUTES", "30", "minutes without use that end a session"),
    Setting("session_hours", "SHEBAOBU_SESSION_HOURS", "12", "hours after which a session ends in any case"),
    Setting("sms_config", "SHEBAOBU_SMS_CONFIG", "", "file sms.toml of the gateway that sends codes by SMS"),
    Setting("host", "SHEBAOBU_HOST", "127.0.0.1; with tls all of this computer", "address to listen on"),
    Setting("port", "SHEBAOBU_PORT", "8620", "port to listen on; 0 takes a free one"),
    Setting("tls", "SHEBAOBU_TLS", "0", "1: TLS by a certificate authority of one's own"),
    Setting("tls_cert", "SHEBAOBU_TLS_CERT", "", "file of the certificate (PEM)"),
    Setting("tls_key", "SHEBAOBU_TLS_KEY", "", "file of its key (PEM)"),
    Setting("behind_proxy", "SHEBAOBU_BEHIND_PROXY", "0", "1: a proxy of one's own does TLS"),
    Setting("trusted_proxy", "SHEBAOBU_TRUSTED_PROXY", "127.0.0.0/8, ::1", "addresses of that proxy, by commas"),
    Setting("allowed_hosts", "SHEBAOBU_ALLOWED_HOSTS", "", "further host names to answer to, by commas"),
    Setting("passkey_host", "SHEBAOBU_PASSKEY_HOST", "the address's own", "name that passkeys are made for"),
)


class Config(msgspec.Struct, kw_only=True, frozen=True):
    """The settings of one run. ``dev`` (option only) builds the web app anew when a source has changed."""

    data: Path
    store: str | None = None
    key_file: Path | None = None
    backup_folder: Path | None = None
    backup_hours: int = 24
    session_idle_minutes: int = 30
    session_hours: int = 12
    sms_config: Path | None = None
    host: str = "127.0.0.1"
    port: int = 8620
    tls: bool = False
    tls_cert: Path | None = None
    tls_key: Path | None = None
    behind_proxy: bool = False
    trusted_proxy: TrustedProxies = THIS_COMPUTER
    allowed_hosts: tuple[str, ...] = ()
    passkey_host: str | None = None
    dev: bool = False

    @property
    def speaks_tls(self) -> bool:
        """Whether this server itself speaks TLS, by whichever certificate."""
        return self.tls or self.tls_cert is not None

    @property
    def loopback(self) -> bool:
        """Whether only this computer can connect."""
        return self.host in LOOPBACK or self.host.startswith("127.")

    def address(self, port: int) -> str:
        """The address to open in a browser on this computer."""
        host = LOOPBACK[0] if is_everywhere(self.host) else self.host
        host = f"[{host}]" if ":" in host else host
        return f"{'https' if self.speaks_tls else 'http'}://{host}:{port}/"


def is_everywhere(host: str) -> bool:
    """Whether a host to listen on means all addresses of this computer."""
    try:
        return ipaddress.ip_address(host).is_unspecified
    except ValueError:
        return False


def default_data_dir(environ: Mapping[str, str], platform: str = sys.platform) -> Path:
    """The platform's folder for an application's data, with ours in it."""
    if platform == "win32":
        return Path(environ.get("APPDATA") or Path.home() / "AppData" / "Roaming") / "shebaobu"
    if platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "shebaobu"
    return Path(environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "shebaobu"


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65535:
        raise SettingRefused(setting="port")
    return int(text)


def _yes(text: str) -> bool:
    return text.lower() in ("1", "true", "yes")


def _number(setting: str, text: str, most: int | None = None) -> int:
    """A whole number from 1 on; raises ``SettingRefused``."""
    if not text.isdecimal() or int(text) == 0 or (most is not None and int(text) > most):
        raise SettingRefused(setting=setting)
    return int(text)


def _networks(text: str) -> TrustedProxies:
    try:
        return tuple(ipaddress.ip_network(one.strip()) for one in text.split(",") if one.strip())
    except ValueError:
        raise SettingRefused(setting="trusted_proxy") from None


def load_config(
    options: Mapping[str, object] | None = None, environ: Mapping[str, str] = os.environ, *, dev: bool = False
) -> Config:
    """Settings from the options that were given, else from the environment, else the defaults.

    Raises ``SettingRefused`` for a port that is none, a certificate without its key or beside our own, a store of an
    unknown kind, hours or minutes that are none or too many, and a proxy that is no address.
    """
    given = {name: value for name, value in (options or {}).items() if value not in (None, False)}

    def value(name: str) -> str:
        env = next(setting.env for setting in SETTINGS if setting.name == name)
        return str(given.get(name, environ.get(env, ""))).strip()

    cert, key = value("tls_cert"), value("tls_key")
    hosts = (host.strip().lower() for host in value("allowed_hosts").split(","))
    if bool(cert) != bool(key):
        raise SettingRefused(setting="tls_key" if cert else "tls_cert")
    tls = _yes(value("tls"))
    if tls and cert:
        raise SettingRefused(setting="tls")
    data, store, key_file = value("data"), value("store"), value("key_file")
    backups, sms_config = value("backup_folder"), value("sms_config")
    if store and not store.startswith(DATABASES):
        raise SettingRefused(setting="store")
    return Config(
        data=Path(data).expanduser() if data else default_data_dir(environ),
        store=store or None,
        key_file=Path(key_file).expanduser() if key_file else None,
        backup_folder=Path(backups).expanduser() if backups else None,
        backup_hours=_number("backup_hours", value("backup_hours") or "24"),
        session_idle_minutes=_number(
            "session_idle_minutes", value("session_idle_minutes") or "30", LONGEST_SESSION_HOURS * 60
        ),
        session_hours=_number("session_hours", value("session_hours") or "12", LONGEST_SESSION_HOURS),
        sms_config=Path(sms_config).expanduser() if sms_config else None,
        host=value("host") or (ALL_ADDRESSES if tls else LOOPBACK[0]),
        port=_port(value("port") or "8620"),
        tls=tls,
        tls_cert=Path(cert) if cert else None,
        tls_key=Path(key) if key else None,
        behind_proxy=_yes(value("behind_proxy")),
        trusted_proxy=_networks(value("trusted_proxy")) or THIS_COMPUTER,
        allowed_hosts=tuple(host for host in hosts if host),
        passkey_host=value("passkey_host").lower() or None,
        dev=dev,
    )
