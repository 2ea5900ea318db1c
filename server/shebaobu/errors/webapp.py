"""The web app that a server is to send: not built yet, or not to be built here."""

from __future__ import annotations

from shebaobu.errors.base import ShebaobuError


class WebappNotBuilt(ShebaobuError):
    """A checkout whose web app has not been built; ``folder`` is where it would be."""

    code = "webapp_not_built"
    status = 500


class DevelopingRefused(ShebaobuError):
    """``--dev`` without the sources, or beyond this computer."""

    code = "developing_refused"
    status = 500
