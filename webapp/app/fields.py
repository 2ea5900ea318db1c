"""The fields of a record in words: which are money, which are codes, which stay in the background."""

from money import percent, yuan
from months import parse, spoken
from words import coded, t, word

_CODES = {"status", "pay_type", "result", "direction", "visit_type", "relation", "reversal"}
_MONTHS = {"month", "booked_month", "start", "end", "since", "until", "first_insured", "local_start", "local_end"}
_BEHIND = {"kind", "source", "questions", "insurance", "pool_code", "employer_masked"}


def label(name, kind=None):
    """What a field is called, in that kind of record."""
    own = str(kind) + "." + name
    said = word("field", own)
    return word("field", name) if said == own else said


def is_code(name):
    """Whether a field holds one of a few codes."""
    return name in _CODES and name != "relation"


def is_money(name, value):
    """Whether a value is an amount in fen: every whole number of a record that counts no months and is no year."""
    return isinstance(value, int) and not isinstance(value, bool) and name != "year" and "month" not in name


def shown(record):
    """(name, text) of every field of a record that says something to a reader, in the record's own order."""
    pairs = []
    for name, value in record.items():
        if name in _BEHIND or value is None or (name.endswith("_text") and name[:-5] in record):
            continue
        text = text_of(record, name)
        if text:
            pairs.append((name, text))
    return pairs


def text_of(record, name):
    """A field in words, with the page's own words where there are any."""
    value = record.get(name)
    own = record.get(name + "_text") or ""
    if value is None:
        return own
    if name in _CODES:
        said = coded(record, name)
        return said + t("app.own_words", words=own) if own and own != said else said
    if isinstance(value, list):
        return t("app.list_comma").join(_item(item) for item in value)
    return _period(value) if isinstance(value, dict) else _plain(name, value)


def _plain(name, value):
    if value is True or value is False:
        return t("app.yes" if value else "app.no")
    if is_money(name, value):
        return yuan(value)
    if name.endswith("_rate"):
        return percent(value)
    index = parse(value) if name in _MONTHS and len(value) == 7 else None
    return str(value) if index is None else spoken(index)


def _period(value):
    return t("app.period", start=value["start"], end=value["end"], months=value["months"])


def _item(item):
    detail = yuan(item["amount"]) if item.get("amount") is not None else item.get("on") or ""
    return (item.get("name", "") + " " + detail).strip()
