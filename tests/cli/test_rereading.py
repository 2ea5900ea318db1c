"""``shebaobu reread``: captures that were read worse once are read again, after it was shown what that changes."""

import msgspec
import pytest

from shebaobu.storage.folder import DataFolder
from tests.console import run
from tests.family import capture_of

BETTER, MONTHS = 5, 10


@pytest.fixture
def read_worse(family):
    """A household with a capture of which an earlier version missed rows and took another base."""
    member = family.add_member("钱小宁")
    family.pair()
    family.save(capture_of("si12333_vxe_fixed"), member)
    store = family.folder.member(member)
    [saved] = store.records.all()
    worse = [saved.records[0] | {"base": 123456}, *saved.records[1:-BETTER]]
    store.records.put(msgspec.structs.replace(saved, records=worse))
    family.folder.close()
    return family.path


def stored(path):
    folder = DataFolder(path)
    try:
        [member] = folder.household.members.all()
        return folder.member(member.id).records.all()
    finally:
        folder.close()


def test_the_difference_is_shown_before_it_is_applied(read_worse):
    before = stored(read_worse)
    shown = run("reread", "--data", read_worse)
    assert shown.returncode == 0, shown.stderr
    assert f"in the ledger: {BETTER} more, 0 fewer, 1 with other values" in shown.stdout
    assert "Base: 1,234.56 → " in shown.stdout
    assert "Nothing was changed" in shown.stdout
    assert stored(read_worse) == before
    applied = run("reread", "钱小宁", "--apply", "--data", read_worse, lang="zh_CN.UTF-8")
    assert "已按新的识别结果保存" in applied.stdout
    assert len(stored(read_worse)[0].records) == MONTHS
    assert "nothing is understood otherwise" in run("reread", "--data", read_worse).stdout


def test_somebody_who_is_no_member_is_refused(read_worse):
    refused = run("reread", "周云溪", "--data", read_worse)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr
