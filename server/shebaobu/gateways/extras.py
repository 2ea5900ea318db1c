"""The official libraries of the clouds, which are installed only where they are used."""

from __future__ import annotations

import importlib
from types import ModuleType

from shebaobu.errors import SmsExtraMissing
from shebaobu.gateways.gateway import Finding


def module_of(extra: str, name: str) -> ModuleType:
    """A module of the library of an extra; raises ``SmsExtraMissing``."""
    try:
        return importlib.import_module(name)
    except ImportError:
        raise SmsExtraMissing(extra=extra) from None


def check_extra(extra: str, name: str) -> Finding:
    """Whether the library of an extra is installed."""
    try:
        module_of(extra, name)
    except SmsExtraMissing:
        return Finding(False, "error.sms_extra_missing", {"extra": extra})
    return Finding(True, "cli.sms.extra", {"extra": extra})
