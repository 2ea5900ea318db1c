"""TLS at home while the server runs: its certificate is kept current, and the terminal says how to trust it."""

from __future__ import annotations

import io
import logging
import ssl
import time
from datetime import UTC, datetime

import segno
from cryptography.hazmat.primitives.serialization import Encoding

from shebaobu.cli.console import Console
from shebaobu.config import Config
from shebaobu.errors import DataNotWritable
from shebaobu.tls.authority import fingerprint_lines
from shebaobu.tls.contexts import server_context
from shebaobu.tls.keeping import KeptCertificates
from shebaobu.tls.places import places_of

LOOK_EVERY_S = 60

log = logging.getLogger("shebaobu")


class HomeTls:
    """The household's certificates for a server; raises what ``KeptCertificates`` raises."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._kept = KeptCertificates(config.data, places_of(config), datetime.now(UTC))
        self._looked_at = time.monotonic()

    @property
    def certificate(self) -> bytes:
        """The authority's certificate (DER), as phones install it."""
        return self._kept.authority.public_bytes(Encoding.DER)

    def context(self) -> ssl.SSLContext:
        """TLS with the certificate as it is now."""
        return server_context(self._kept.server_file, self._kept.server_file)

    def renew(self) -> bool:
        """Once a minute, make the certificate anew where it ends soon or this computer has another address.

        Whether it was; a disk that refuses is logged, and tried again.
        """
        if time.monotonic() - self._looked_at < LOOK_EVERY_S:
            return False
        self._looked_at = time.monotonic()
        try:
            return self._kept.renew(places_of(self._config), datetime.now(UTC))
        except DataNotWritable as error:
            log.error("%s: %s", error.code, error.detail["file"])
            return False

    def tell_addresses(self, console: Console, port: int) -> list[str]:
        """Print where others in the house open the server, the likeliest first; those hosts with the port."""
        hosts = [f"{host}:{port}" for host in places_of(self._config).house]
        if hosts:
            console.tell("cli.tls.addresses")
            for host in hosts:
                console.print(f"  https://{host}/")
        return hosts

    def tell_how_to_trust(self, console: Console, port: int) -> None:
        """Print addresses, the way to the certificate, as a QR code too, and the fingerprint to compare with."""
        if self._kept.is_new:
            console.tell("cli.tls.new_authority")
        hosts = self.tell_addresses(console, port) or [f"localhost:{port}"]
        trust = f"http://{hosts[0]}/"
        console.tell("cli.tls.trust", address=trust)
        code = io.StringIO()
        segno.make(trust, micro=False).terminal(out=code, compact=True)
        console.print(code.getvalue())
        console.tell("cli.tls.fingerprint")
        for line in fingerprint_lines(self._kept.authority):
            console.print(f"  {line}")
