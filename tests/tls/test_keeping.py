"""The authority and the certificate on disk: for their owner alone, whole at any instant, the authority never lost."""

import ipaddress
import stat
from datetime import UTC, datetime, timedelta

import pytest

from shebaobu.errors import AuthorityUnreadable, DataNotWritable
from shebaobu.storage.files import Files
from shebaobu.tls.authority import places_in
from shebaobu.tls.contexts import server_context
from shebaobu.tls.keeping import AUTHORITY_FILE, SERVER_FILE, KeptCertificates, read_signed
from shebaobu.tls.places import Places

NOW = datetime.now(UTC)
HOME = Places(names=("localhost", "nas.local"), addresses=(ipaddress.ip_address("127.0.0.1"),))
MOVED = Places(names=HOME.names, addresses=(*HOME.addresses, ipaddress.ip_address("192.168.1.11")))


def kept(data, places=HOME, now=NOW, files=None):
    return KeptCertificates(data, places, now, files)


def test_made_once_and_found_again(tmp_path):
    first = kept(tmp_path)
    assert first.is_new
    files = {path: path.read_bytes() for path in (tmp_path / "tls").iterdir()}
    again = kept(tmp_path)
    assert not again.is_new
    assert {path: path.read_bytes() for path in (tmp_path / "tls").iterdir()} == files
    assert again.authority == first.authority
    assert server_context(again.server_file, again.server_file)


def test_only_the_owner_can_read_them(tmp_path):
    kept(tmp_path)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "tls", *(tmp_path / "tls").iterdir())}
    assert modes == {"tls": 0o700, AUTHORITY_FILE: 0o600, SERVER_FILE: 0o600}


def test_another_address_gives_another_certificate_of_the_same_authority(tmp_path):
    first = kept(tmp_path)
    before = read_signed(first.server_file).certificate
    assert not first.renew(HOME, NOW)
    assert first.renew(MOVED, NOW)
    certificate = read_signed(first.server_file).certificate
    assert places_in(certificate)[1] == list(MOVED.addresses)
    assert certificate.serial_number != before.serial_number
    certificate.verify_directly_issued_by(first.authority)
    assert kept(tmp_path, MOVED, NOW + timedelta(days=345)).authority == first.authority
    assert read_signed(first.server_file).certificate.not_valid_after_utc > NOW + timedelta(days=700)


def test_an_authority_that_ends_is_made_anew(tmp_path):
    first = kept(tmp_path)
    assert not kept(tmp_path, now=NOW + timedelta(days=3600)).is_new
    second = kept(tmp_path, now=NOW + timedelta(days=3640))
    assert second.is_new
    assert second.authority != first.authority
    read_signed(second.server_file).certificate.verify_directly_issued_by(second.authority)


@pytest.mark.parametrize("content", [b"", b"not a key", None])
def test_a_damaged_authority_is_refused_by_name_and_left_alone(tmp_path, content):
    kept(tmp_path)
    file = tmp_path / "tls" / AUTHORITY_FILE
    damaged = file.read_bytes()[:-40] if content is None else content
    file.write_bytes(damaged)
    with pytest.raises(AuthorityUnreadable) as refused:
        kept(tmp_path)
    assert refused.value.detail == {"file": str(file)}
    assert file.read_bytes() == damaged


def test_a_key_of_another_certificate_is_refused(tmp_path):
    mine, other = kept(tmp_path / "a"), kept(tmp_path / "b")
    keys = [
        (tmp_path / name / "tls" / AUTHORITY_FILE).read_text().partition("-----BEGIN CERTIFICATE")[0] for name in "ab"
    ]
    file = tmp_path / "a" / "tls" / AUTHORITY_FILE
    file.write_text(file.read_text().replace(keys[0], keys[1]))
    with pytest.raises(AuthorityUnreadable):
        kept(tmp_path / "a")
    assert mine.authority != other.authority


def test_a_damaged_server_certificate_is_made_anew(tmp_path):
    first = kept(tmp_path)
    first.server_file.write_bytes(b"cut off")
    again = kept(tmp_path)
    assert not again.is_new
    assert read_signed(again.server_file) is not None


class Full(Files):
    """A disk that fails at one step."""

    def __init__(self, step):
        self.step = step

    def create(self, path, data):
        if self.step == "create":
            path.write_bytes(data[:10])
            raise OSError("no space")
        super().create(path, data)

    def rename(self, path, target):
        if self.step == "rename":
            raise OSError("no space")
        super().rename(path, target)


@pytest.mark.parametrize("step", ["create", "rename"])
def test_a_disk_that_fails_leaves_what_was_there(tmp_path, step):
    first = kept(tmp_path)
    before = first.server_file.read_bytes()
    with pytest.raises(DataNotWritable):
        kept(tmp_path, MOVED, files=Full(step))
    assert first.server_file.read_bytes() == before
    assert sorted(path.name for path in (tmp_path / "tls").iterdir()) == [AUTHORITY_FILE, SERVER_FILE]
    with pytest.raises(DataNotWritable):
        kept(tmp_path / "new", files=Full(step))
    assert list((tmp_path / "new" / "tls").iterdir()) == []
    assert kept(tmp_path / "new").is_new
