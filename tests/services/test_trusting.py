"""Who is signed in can help another device to trust the household's certificate."""

from datetime import UTC, datetime

import msgspec
import pytest

from shebaobu.services.trusting import house_certificate
from shebaobu.tls.authority import fingerprint_lines
from shebaobu.tls.keeping import KeptCertificates
from shebaobu.tls.places import places_of


def test_without_a_certificate_of_its_own_there_is_nothing_to_trust(family):
    assert family.browser.get("/api/v1/trust").json == {"certificate": None}


@pytest.mark.parametrize(
    ("origin", "host"),
    [
        ("https://localhost:8620", "ledger.lan:8620"),
        ("https://127.0.0.1", "ledger.lan"),
        ("https://ledger.lan", "ledger.lan"),
    ],
)
def test_the_fingerprint_and_the_way_there(family, origin, host):
    """Whoever sits at the server's own computer is shown an address that leads there from elsewhere."""
    config = msgspec.structs.replace(family.home.config, tls=True, host="0.0.0.0", allowed_hosts=("ledger.lan",))
    kept = KeptCertificates(family.path, places_of(config), datetime.now(UTC))
    family.home.config = config
    found = house_certificate(family.home, origin)["certificate"]
    assert found["link"] == f"http://{host}/"
    assert found["fingerprint"] == fingerprint_lines(kept.authority)
    answer = family.browser.get("/api/v1/trust")
    assert answer.json["certificate"]["fingerprint"] == found["fingerprint"]
    assert "PRIVATE" not in answer.text


def test_it_is_for_the_signed_in(family):
    assert family.stranger().get("/api/v1/trust").status_code == 401
