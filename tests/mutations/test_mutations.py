"""Sample pages changed as another site or another day might show them: read right, or asked about, never wrong."""

import json

import msgspec
import pytest

from shebaobu.domain.capture import Capture
from shebaobu.normalize import normalize
from tests.family import PORTALS
from tests.mutations import captures, texts
from tests.mutations.judge import wrong
from tests.normalize.pages import capture, lines

SEEDS = 4
CAPTURES = sorted(PORTALS.glob("*/capture.json"))
TEXTS = sorted(PORTALS.glob("*/page.txt"))


def expected_of(page):
    return json.loads((page.parent / "expected.json").read_text(encoding="utf-8"))["records"]


def family_of(name):
    """Pairs of changes are counted together."""
    return "two changes" if " + " in name else name


@pytest.mark.parametrize("page", CAPTURES, ids=lambda page: page.parent.name)
def test_a_changed_capture_is_never_read_wrong(page, tried):
    expected = expected_of(page)
    faults = []
    for name, plain in captures.changed(json.loads(page.read_text(encoding="utf-8")), SEEDS):
        tried[f"capture: {family_of(name)}"] += 1
        found = normalize(msgspec.convert(plain, Capture))
        may_be_absent = any(part in captures.TAKES_AWAY for part in name.split(" + "))
        faults += [f"{name}: {fault}" for fault in wrong(found, expected, may_be_absent=may_be_absent)[:1]]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("page", TEXTS, ids=lambda page: page.parent.name)
def test_a_changed_text_is_never_read_wrong(page, tried):
    expected = expected_of(page)
    faults = []
    for name, changed in texts.changed(page.read_text(encoding="utf-8"), SEEDS):
        tried[f"text: {family_of(name)}"] += 1
        found = normalize(capture(lines(*changed), url=""))
        may_be_absent = any(part in texts.TAKES_AWAY for part in name.split(" + "))
        faults += [f"{name}: {fault}" for fault in wrong(found, expected, may_be_absent=may_be_absent)[:1]]
    assert not faults, "\n".join(faults)
