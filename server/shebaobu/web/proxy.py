"""A proxy's word for who asks and over what, taken from the configured proxies only.

Of the forwarded headers the client's address and the scheme are taken, one hop of each. The name that was asked for is
not: a page can send ``X-Forwarded-Host`` itself, which would get it past the check of names (``guard``), so a proxy has
to pass ``Host`` on as it came. Whoever comes past the proxy would speak without TLS, and is refused.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from typing import TYPE_CHECKING

from werkzeug.middleware.proxy_fix import ProxyFix

from shebaobu.config import TrustedProxies

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

PAST_THE_PROXY = "shebaobu.past_the_proxy"
_FORWARDED = "HTTP_X_FORWARDED_"


class Proxied:
    """A WSGI application behind proxies of one's own."""

    def __init__(self, app: WSGIApplication, trusted: TrustedProxies) -> None:
        self._plain = app
        self._fixed = ProxyFix(app, x_for=1, x_proto=1, x_host=0, x_port=0, x_prefix=0)
        self._trusted = trusted

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request, with what a trusted proxy says of it."""
        if is_trusted(environ.get("REMOTE_ADDR", ""), self._trusted):
            return self._fixed(environ, start_response)
        for name in [name for name in environ if name.startswith(_FORWARDED)]:
            del environ[name]
        environ[PAST_THE_PROXY] = True
        return self._plain(environ, start_response)


def is_trusted(address: str, trusted: TrustedProxies) -> bool:
    """Whether an address is one of the proxies'; an IPv4 address told as IPv6 is that IPv4 address."""
    try:
        asking = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    mapped = asking.ipv4_mapped if isinstance(asking, ipaddress.IPv6Address) else None
    return any((mapped or asking) in network for network in trusted)
