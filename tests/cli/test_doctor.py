"""``shebaobu doctor``: what it finds of installation and data."""

from shebaobu.storage.folder import DataFolder
from tests.console import ask, run, set_up, sign_in
from tests.stored import stored_member


def test_doctor_finds_all_well_and_says_what_is_not(serve, tmp_path):
    data = tmp_path / "served"
    assert "not there yet" in run("doctor", "--data", data).stdout
    server = serve()
    codes = set_up(server)
    ask(server, "/api/v1/members", {"name": "钱小宁", "relation": "spouse"}, sign_in(server, codes[0]))
    assert "the server is using" in run("doctor", "--data", data).stdout
    server.end()
    well = run("doctor", "--data", data)
    assert well.returncode == 0, well.stdout
    assert "All is well" in well.stdout
    assert "✗" not in well.stdout
    (data / "household.sealed").chmod(0o644)
    open_to_others = run("doctor", "--data", data, lang="zh_CN.UTF-8")
    assert open_to_others.returncode == 1
    assert "其他人也能读" in open_to_others.stdout
    (data / "household.sealed").chmod(0o600)
    (data / "household.sealed").write_bytes(b"{")
    damaged = run("doctor", "--data", data)
    assert damaged.returncode == 1
    assert "✗" in damaged.stdout
    assert "shebaobu generations restore household" in damaged.stdout
    assert (data / "household.sealed").read_bytes() == b"{"


def test_doctor_opens_the_document_of_each_member(tmp_path):
    folder = DataFolder(tmp_path / "data")
    for name in ("a", "b"):
        folder.household.members.put(stored_member(name))
        folder.member(name).file.create()
        (tmp_path / "data" / "members" / f"{name}.sealed").write_bytes(b"{")
    folder.close()
    found = run("doctor", "--data", tmp_path / "data")
    assert found.returncode == 1
    assert "members/a cannot" in found.stdout
    assert "members/b cannot" in found.stdout
