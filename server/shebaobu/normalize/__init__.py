"""Capture to records: all meaning of portal pages lives here, most of it as data in ``vocabulary`` and ``portals``."""

from shebaobu.normalize.accounting import Accounted
from shebaobu.normalize.pipeline import Normalized, normalize

__all__ = ["Accounted", "Normalized", "normalize"]
