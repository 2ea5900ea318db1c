"""The head of a request, read more strictly than the web server does: what could be understood in two ways is refused.

A proxy that takes the first of two lengths and a server that takes the last do not agree where a request ends, and what
the proxy took for a body is then a request that it has never looked at. And a name with an underscore is to a WSGI
application the same as one with a dash: ``X_Forwarded_For`` would come past a proxy that sets ``X-Forwarded-For``.
"""

from __future__ import annotations

from typing import Any

from cheroot.server import HeaderReader, HTTPConnection, HTTPRequest

_LENGTH, _CODING = b"Content-Length", b"Transfer-Encoding"
_ONCE = frozenset({_LENGTH, _CODING, b"Host"})
_AMBIGUOUS = "This head can be understood in two ways."


class _Heads(dict[bytes, bytes]):
    """The fields of a head; raises ``ValueError`` for one that is told twice, or a length that is no number."""

    def __setitem__(self, name: bytes, value: bytes) -> None:
        twice = name in _ONCE and name in self
        two_lengths = {name, *self} >= {_LENGTH, _CODING}
        if twice or two_lengths or (name == _LENGTH and not value.isdigit()):
            raise ValueError(_AMBIGUOUS)
        super().__setitem__(name, value)


class _StrictReader(HeaderReader):
    def __call__(self, rfile: Any, hdict: dict[bytes, bytes] | None = None) -> dict[bytes, bytes]:
        """Read the fields into ``hdict``; raises ``ValueError``, which the web server answers with 400 and hangs up."""
        read = super().__call__(rfile, _Heads())
        found = {} if hdict is None else hdict
        found.update(read)
        return found

    def _allow_header(self, key_name: bytes) -> bool:
        return b"_" not in key_name


class _StrictRequest(HTTPRequest):
    header_reader = _StrictReader()


class StrictConnection(HTTPConnection):
    """A connection whose requests have heads that can be understood in one way."""

    RequestHandlerClass = _StrictRequest
