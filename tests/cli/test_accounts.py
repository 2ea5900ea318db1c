"""``shebaobu account`` as a person runs it, where somebody cannot remove or hand over any more: a real process."""

import pytest

from tests.console import run
from tests.family import NAME
from tests.relatives import joined


@pytest.fixture
def data(family):
    """A folder with an owner who decides over a member, an adult and a viewer; nobody has it open."""
    family.add_member("钱小宁", "mother")
    joined(family, "adult", "钱多多")
    joined(family, "viewer", "吴小雨")
    family.folder.close()
    return ("--data", family.path)


def listed(data, lang="C.UTF-8"):
    return run("account", "list", *data, lang=lang).stdout.splitlines()


def test_the_list_tells_roles_and_who_decides(data):
    owner, adult, viewer = listed(data, "zh_CN.UTF-8")
    assert NAME in owner
    assert "户主" in owner
    assert "钱小宁" in owner
    assert "成年成员" in adult
    assert "只查看" in viewer


def test_an_account_is_removed_only_when_told_so_and_with_an_heir(data):
    alone = run("account", "remove", NAME, *data, "--apply")
    assert alone.returncode == 2
    assert "--hand-over-to" in alone.stderr
    viewer = run("account", "remove", NAME, "--hand-over-to", "吴小雨", *data, "--apply")
    assert viewer.returncode == 2
    assert "cannot decide" in viewer.stderr
    heir = ("account", "remove", NAME, "--hand-over-to", "钱多多", *data)
    shown = run(*heir)
    assert shown.returncode == 0
    assert all(word in shown.stdout for word in ("钱小宁", "becomes an owner", "--apply"))
    assert len(listed(data)) == 3
    done = run(*heir, "--apply")
    assert done.returncode == 0
    assert "--apply" not in done.stdout
    adult, _ = listed(data)
    assert adult.split()[:2] == ["钱多多", "owner"]
    assert "钱小宁" in adult
