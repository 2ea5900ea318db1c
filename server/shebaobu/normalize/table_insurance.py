"""The insurance of a whole table, from what stands around it: headings, the query form, the address."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from shebaobu.normalize.context import PageContext
from shebaobu.normalize.insurances import Named, all_named_within, named_exactly


def insurance_of_table(block: int, path: list[str], page: PageContext) -> Named | None:
    """The insurance of a whole table: the nearest heading that names one.

    Where that heading names only a family, the address, the query form or a farther heading may tell which of it.
    The words of a heading that decides are kept as ``text``; an address has none.
    """
    named = _named_by_headings([*reversed(path), *reversed(page.trail), page.title], page)
    above = page.named_above.get(block)
    if above is not None and not _named_by_headings([*reversed(path)], page):
        named.insert(0, above)
    nearest = next(iter(named), None)
    if nearest is not None and (nearest.code or nearest.held_by_none):
        return nearest
    chosen = page.in_form(block, "insurance_label")
    beside = [
        Named(code=page.portal.insurance_of_address(page.url) or _code_asked(page)),
        (named_exactly(chosen, page.vocabulary, page.portal) if chosen else None) or Named(),
        *named,
    ]
    allowed = nearest.choices if nearest else ()
    for found in beside:
        if found.code and (not allowed or found.code in allowed):
            return found
    family = nearest or next((found for found in beside if found.choices), None)
    return msgspec.structs.replace(family, text=None) if family else None


def _named_by_headings(nearest_first: Sequence[str], page: PageContext) -> list[Named]:
    """What the headings name, as far up as each names one: beyond one of several (五险缴费明细) nothing counts."""
    named: list[Named] = []
    for heading in nearest_first:
        found = all_named_within(heading, page.vocabulary)
        if len({(one.code, one.choices) for one in found}) > 1:
            break
        named += found[:1]
    return named


def _code_asked(page: PageContext) -> str | None:
    """The insurance whose code of social insurance stands in the address."""
    for name in page.vocabulary.furniture["insurance_query"]:
        value = page.query.get(name, "")
        code = page.vocabulary.insurance_codes.get(value) or page.vocabulary.address_codes.get(value)
        if code:
            return code
    return None
