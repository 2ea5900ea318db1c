"""Whether the host of an address is there: found by name, connected to, its certificate good; nothing is sent."""

from __future__ import annotations

import ipaddress
import socket
import ssl
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from shebaobu.gateways.gateway import Finding

_PORTS = {"http": 80, "https": 443}


def trusting(ca_file: Path | None) -> ssl.SSLContext:
    """The context that checks certificates, by an authority of one's own where a file is named; raises ``OSError``."""
    return ssl.create_default_context(cafile=ca_file)


def check_reach(url: str, ca_file: Path | None, timeout_s: int) -> Iterator[Finding]:
    """What is found of an address; a message that travels unencrypted beyond the house is a finding as well."""
    address = urlsplit(url)
    host = address.hostname or ""
    port = address.port or _PORTS[address.scheme]
    about = {"host": host, "port": port}
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except OSError:
        yield Finding(False, "cli.sms.no_such_host", about)
        return
    try:
        with socket.create_connection((host, port), timeout_s) as connection:
            if address.scheme == "https":
                with trusting(ca_file).wrap_socket(connection, server_hostname=host):
                    pass
    except ssl.SSLError:
        yield Finding(False, "cli.sms.certificate", about)
        return
    except OSError:
        yield Finding(False, "cli.sms.unreachable", about)
        return
    yield Finding(True, "cli.sms.reachable", about)
    if address.scheme == "http" and not ipaddress.ip_address(found[4][0]).is_private:
        yield Finding(False, "cli.sms.in_clear", about)
