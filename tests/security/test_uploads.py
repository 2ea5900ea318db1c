"""What unfolds to more than it is, is refused wherever something can be sent: nothing is ever unpacked."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
import zlib

import pytest

from tests.family import EXTENSION, capture_of

PADDING_MB = 40
PATHS = ("import", "import/preview", "captures", "captures/preview", "members")
PACKERS = ("gzip", "deflate", "zip", "workbook")


@pytest.fixture
def paired(family):
    family.member = family.add_member()
    family.pair()
    return family


def taken(family, path: str) -> bytes:
    """A body that the address would take, so that unpacking it would show."""
    if path.startswith("import"):
        return family.browser.get(f"/api/v1/members/{family.member}/export.json").data
    if path.startswith("captures"):
        return json.dumps({"capture": capture_of("gz_pension_ranges"), "member": family.member}).encode()
    return json.dumps({"name": "钱小宁", "relation": "son"}).encode()


def packed(body: bytes, packer: str) -> bytes:
    """A small file of a body and many megabytes of blanks after it, which JSON allows."""
    blanks = b" " * 1024 * 1024
    written = io.BytesIO()
    if packer in ("zip", "workbook"):
        name = {"zip": "export.json", "workbook": "xl/worksheets/sheet1.xml"}[packer]
        with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive, archive.open(name, "w") as inside:
            for piece in (body, *[blanks] * PADDING_MB):
                inside.write(piece)
        return written.getvalue()
    packing = zlib.compressobj(9, zlib.DEFLATED, 31 if packer == "gzip" else 15)
    pieces = [packing.compress(piece) for piece in (body, *[blanks] * PADDING_MB)]
    return b"".join([*pieces, packing.flush()])


def post(family, path: str, data: bytes, **headers: str):
    device = path.startswith("captures")
    who = {"Authorization": f"Bearer {family.token}", "Origin": EXTENSION} if device else {}
    browser = family.stranger() if device else family.browser
    return browser.post(f"/api/v1/{path}", data=data, content_type="application/json", headers=who | headers)


@pytest.mark.parametrize("path", PATHS)
def test_what_would_be_packed_is_taken_as_it_is(paired, path):
    assert post(paired, path, taken(paired, path)).status_code in (200, 201)


@pytest.mark.parametrize("packer", PACKERS)
@pytest.mark.parametrize("path", PATHS)
def test_what_unfolds_is_refused_and_never_unpacked(paired, path, packer):
    bomb = packed(taken(paired, path), packer)
    assert len(bomb) < 1024 * 1024
    plain = post(paired, path, bomb)
    assert plain.status_code in (400, 422)
    assert plain.json["error"]["code"] in ("bad_request", "import_not_ours")
    for encoding in ("gzip", "deflate", "br", "gzip, gzip"):
        told = post(paired, path, bomb, **{"Content-Encoding": encoding})
        assert (told.status_code, told.json["error"]["code"]) == (415, "encoded_body")


@pytest.mark.parametrize("kind", ["application/zip", "application/gzip", "multipart/form-data", "image/svg+xml"])
def test_nothing_but_json_is_taken(family, kind):
    for path in ("import", "import/preview", "members"):
        answer = family.browser.post(f"/api/v1/{path}", data=gzip.compress(b"{}"), content_type=kind)
        assert (answer.status_code, answer.json["error"]["code"]) == (415, "not_json")
