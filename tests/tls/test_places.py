"""Names and addresses of this computer, as a server's settings make them count."""

import ipaddress
from pathlib import Path

import pytest

from shebaobu.config import Config
from shebaobu.tls.places import own_names, places_of


def places(**settings):
    return places_of(Config(data=Path("/nowhere"), **settings))


def test_a_server_for_this_computer_has_no_other_place():
    found = places()
    assert found.names == ("localhost",)
    assert list(map(str, found.addresses)) == ["127.0.0.1", "::1"]
    assert found.house == ()


def test_a_server_for_all_has_the_addresses_of_the_networks():
    found = places(host="0.0.0.0")
    beyond = [address for address in found.addresses if not address.is_loopback]
    assert all(address.version == 4 and not address.is_link_local for address in beyond)
    assert found.house[: len(beyond)] == tuple(map(str, beyond))
    assert set(own_names()) <= set(found.names)
    assert {address.version for address in places(host="::").addresses} == {4, 6}
    assert set(beyond) <= set(places(host="::").addresses)


def test_what_is_set_counts_first_and_addresses_are_told_from_names():
    found = places(host="192.168.7.2", allowed_hosts=("ledger.home.arpa", "192.168.9.9", "fd00::9", "not a name"))
    assert {"localhost", "ledger.home.arpa"} <= set(found.names)
    assert "192.168.9.9" not in found.names
    assert "not a name" not in found.names
    assert set(map(ipaddress.ip_address, ("192.168.7.2", "192.168.9.9", "fd00::9"))) <= set(found.addresses)
    assert found.house[:3] == ("ledger.home.arpa", "192.168.9.9", "[fd00::9]")
    assert places(host="Ledger.Home.Arpa").house == ("ledger.home.arpa",)


@pytest.mark.parametrize(
    ("host_name", "names"),
    [
        ("nas", ("nas.local", "nas")),
        ("NAS.lan.", ("nas.local", "nas.lan", "nas")),
        ("Mini.local", ("mini.local", "mini")),
        ("localhost", ()),
        ("localhost.localdomain", ()),
        ("客厅电脑", ()),
        ("my_pc", ()),
        ("-x", ()),
        ("", ()),
    ],
)
def test_names_of_the_computer_that_a_certificate_can_hold(host_name, names):
    assert own_names(host_name) == names
