"""Records in a few words: what one is called, and how several are told together."""

import months
from fields import label, text_of
from words import t, word

_TIMES = ("month", "year", "start", "as_of", "on", "paid_on", "settled_on", "since", "booked_month", "applied_on")


def named(record):
    """What a record is called: its insurance, its kind where that is no monthly contribution, and its time."""
    parts = [word("insurance", record["insurance"])] if record.get("insurance") else []
    if record["kind"] != "contribution":
        parts.append(word("kind", record["kind"]))
    parts.append(_time(record))
    return t("app.dot").join(part for part in parts if part)


def _time(record):
    for name in _TIMES:
        if record.get(name):
            return text_of(record, name)
    return t("app.records.no_month") if record["kind"] == "contribution" else ""


def several(records):
    """Texts of many records: the months of an insurance as ranges, every other record by its name."""
    by_insurance, others = {}, []
    for record in records:
        month = months.parse(record.get("month")) if record["kind"] == "contribution" else None
        if month is None:
            others.append(named(record))
        else:
            by_insurance.setdefault(record.get("insurance") or "none", set()).add(month)
    return [_ranges(insurance, found) for insurance, found in by_insurance.items()] + others


def _ranges(insurance, found):
    texts = [spoken_range(first, last) for first, last in runs(found)]
    said = word("insurance", insurance) + t("app.colon") + t("app.list_comma").join(texts)
    return said + t("app.count_months", n=len(found)) if len(found) > 1 else said


def runs(found):
    """(first, last) of each run of months without a gap."""
    pairs = []
    for month in sorted(found):
        if pairs and month == pairs[-1][1] + 1:
            pairs[-1] = (pairs[-1][0], month)
        else:
            pairs.append((month, month))
    return pairs


def spoken_range(first, last):
    """A run of months in words."""
    return (
        months.spoken(first) if first == last else t("app.range", first=months.spoken(first), last=months.spoken(last))
    )


def value_of(record, field, value):
    """A value of a record's field in words, ``presence`` included."""
    if field == "presence":
        return word("presence", value)
    if value is None or value == "":
        return t("app.not_stated")
    return text_of({"kind": record["kind"], field: value}, field)


def field_name(record, field):
    """What a field of a record is called."""
    return label(field, record["kind"])
