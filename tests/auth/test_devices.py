import msgspec
import pytest

from shebaobu.services.housekeeping import Housekeeping
from tests.family import EXTENSION, capture_of
from tests.relatives import joined
from tests.stored import everything_in_clear


def error_of(answer):
    return answer.json["error"]["code"]


def offer(family):
    answer = family.browser.post("/api/v1/devices/pairing", json={})
    assert answer.json["expires_at"] == "2026-11-23T08:11:00Z"
    return answer.json["code"]


def pair(family, code, name="书房的电脑", **options):
    return family.stranger().post("/api/v1/pair", json={"code": code, "name": name}, **options)


def test_a_code_pairs_one_device_and_the_token_is_not_stored(family):
    code = offer(family)
    paired = pair(family, code)
    assert paired.json["household"] == "宋家"
    assert paired.json["device"]["name"] == "书房的电脑"
    assert error_of(pair(family, code)) == "pairing_code_not_valid"
    stored = everything_in_clear(family.folder)
    assert paired.json["token"] not in stored
    assert code.replace("-", "") not in stored


def test_a_code_is_accepted_as_people_type_it(family):
    code = offer(family).replace("-", "").lower().replace("0", "o").replace("1", "l")
    assert pair(family, f" {code} ").status_code == 201


def test_a_code_is_accepted_in_full_width_signs(family):
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in offer(family))
    assert pair(family, wide).status_code == 201


def test_a_code_comes_with_a_link_and_a_qr_code_of_it_for_other_devices(family):
    here = family.browser.post("/api/v1/devices/pairing", json={}).json
    assert here["link"] == f"http://localhost/#/pair/{here['code']}"
    assert here["qr"] is None


def test_a_code_ends_after_ten_minutes(family):
    code = offer(family)
    family.clock.forward(minutes=10)
    assert error_of(pair(family, code)) == "pairing_code_not_valid"


def test_a_new_code_replaces_the_former(family):
    former, _ = offer(family), offer(family)
    assert error_of(pair(family, former)) == "pairing_code_not_valid"


def test_a_device_without_a_name_does_not_use_up_the_code(family):
    code = offer(family)
    assert error_of(pair(family, code, name=" ")) == "name_missing"
    assert pair(family, code).status_code == 201


def test_guessing_codes_is_slowed_down(family):
    seen = [error_of(pair(family, "00000000")) for _ in range(11)]
    assert seen == ["pairing_code_not_valid"] * 10 + ["too_many_attempts"]


def test_guessing_from_many_addresses_is_slowed_down_too(family):
    seen = [
        error_of(pair(family, "00000000", environ_base={"REMOTE_ADDR": f"10.0.0.{number}"})) for number in range(21)
    ]
    assert seen == ["pairing_code_not_valid"] * 20 + ["too_many_attempts"]


def test_a_revoked_device_can_do_nothing_more(family):
    member = family.add_member()
    device = family.pair()
    assert family.preview(capture_of("gz_pension_ranges")).status_code == 200
    [listed] = family.browser.get("/api/v1/devices").json["devices"]
    assert listed["id"] == device
    assert listed["last_used_at"] == listed["paired_at"]
    assert "token_hash" not in listed
    assert family.browser.delete(f"/api/v1/devices/{device}").status_code == 204
    for answer in (
        family.preview(capture_of("gz_pension_ranges")),
        family.save(capture_of("gz_pension_ranges"), member),
    ):
        assert answer.status_code == 401
        assert error_of(answer) == "device_not_known"
        assert answer.headers["Access-Control-Allow-Origin"] == "chrome-extension://abc"
    assert error_of(family.browser.delete(f"/api/v1/devices/{device}")) == "device_not_found"


def test_a_device_is_told_with_its_place_its_end_and_all_that_it_may_do(family):
    family.pair()
    [listed] = family.browser.get("/api/v1/devices").json["devices"]
    assert (listed["address"], listed["place"]) == ("127.0.0.1", "this_computer")
    assert listed["last_used_at"] is None
    assert listed["scopes"] == ["captures:write"]
    headers = {"Authorization": f"Bearer {family.token}", "Origin": EXTENSION}
    body = {"capture": capture_of("gz_pension_ranges")}
    for address, place in (("192.168.7.20", "home_network"), ("1.2.3.4", "elsewhere")):
        used = {"json": body, "headers": headers, "environ_base": {"REMOTE_ADDR": address}}
        assert family.stranger().post("/api/v1/captures/preview", **used).status_code == 200
        [listed] = family.browser.get("/api/v1/devices").json["devices"]
        assert (listed["address"], listed["place"]) == (address, place)
    assert (listed["last_used_at"], listed["ends_at"]) == ("2026-11-23T08:01:00Z", "2027-02-21T08:01:00Z")


def test_a_device_is_renamed_and_only_by_its_own_account(family):
    device = family.pair()

    def rename(name, browser=family.browser):
        return browser.patch(f"/api/v1/devices/{device}", json={"name": name})

    def named():
        return [one["name"] for one in family.browser.get("/api/v1/devices").json["devices"]]

    assert rename("  客厅的\n电脑 ").status_code == 204
    assert named() == ["客厅的 电脑"]
    assert error_of(rename(" ")) == "name_missing"
    assert error_of(rename("长" * 81)) == "name_too_long"
    other = joined(family, "adult", "周云溪")
    assert error_of(rename("我的", other.browser)) == "device_not_found"
    assert error_of(rename("我的", family.stranger())) == "sign_in_needed"
    assert named() == ["客厅的 电脑"]


def test_a_token_counts_from_the_extension_that_was_paired_only(family):
    family.pair()
    capture = {"capture": capture_of("gz_pension_ranges")}
    for origin in ("chrome-extension://other", "moz-extension://abc"):
        assert error_of(family.as_device("/api/v1/captures/preview", capture, Origin=origin)) == "device_elsewhere"
    bearer = {"Authorization": f"Bearer {family.token}"}
    without = family.stranger().post("/api/v1/captures/preview", json=capture, headers=bearer)
    assert error_of(without) == "device_elsewhere"
    assert family.preview(capture["capture"]).status_code == 200


def test_a_device_paired_by_no_browser_gets_the_first_origin_that_uses_it(family):
    code = offer(family)
    family.token = pair(family, code).json["token"]
    capture = {"capture": capture_of("gz_pension_ranges")}
    assert family.preview(capture["capture"]).status_code == 200
    other = family.as_device("/api/v1/captures/preview", capture, Origin="moz-extension://abc")
    assert error_of(other) == "device_elsewhere"


def test_a_token_without_the_scope_saves_nothing(family):
    device = family.pair()
    devices = family.folder.household.devices
    devices.put(msgspec.structs.replace(devices.get(device), scopes=()))
    answer = family.preview(capture_of("gz_pension_ranges"))
    assert (answer.status_code, error_of(answer)) == (403, "access_refused")


def test_a_device_that_is_not_used_ends_and_is_told_so(family):
    device = family.pair()
    family.preview(capture_of("gz_pension_ranges"))
    family.clock.forward(days=89, hours=23)
    family.sign_in()
    [listed] = family.browser.get("/api/v1/devices").json["devices"]
    assert (listed["ended"], listed["ends_at"]) == (False, "2027-02-21T08:01:00Z")
    assert family.preview(capture_of("gz_pension_ranges")).status_code == 200
    family.clock.forward(days=90)
    family.sign_in()
    [listed] = family.browser.get("/api/v1/devices").json["devices"]
    assert listed["ended"] is True
    answer = family.preview(capture_of("gz_pension_ranges"))
    assert answer.status_code == 401
    assert answer.json["error"]["code"] == "device_unused"
    assert answer.headers["Access-Control-Allow-Origin"] == EXTENSION
    housekeeping = Housekeeping(family.home)
    housekeeping.work()
    assert family.folder.household.devices.get(device) is not None
    family.clock.forward(days=90)
    housekeeping.work()
    assert family.folder.household.devices.get(device) is None
    assert error_of(family.preview(capture_of("gz_pension_ranges"))) == "device_not_known"


def test_a_device_can_add_captures_and_nothing_else(family):
    member = family.add_member()
    family.pair()
    capture = family.save(capture_of("gz_pension_ranges"), member).json["capture"]
    browser = family.stranger()
    bearer = {"Authorization": f"Bearer {family.token}"}
    for method, path in (
        ("GET", "/api/v1/members"),
        ("POST", "/api/v1/members"),
        ("GET", f"/api/v1/members/{member}/wall"),
        ("GET", f"/api/v1/members/{member}/export.json"),
        ("GET", f"/api/v1/captures/{capture}"),
        ("DELETE", f"/api/v1/captures/{capture}"),
        ("GET", "/api/v1/devices"),
        ("POST", "/api/v1/devices/pairing"),
        ("GET", "/api/v1/sessions"),
    ):
        assert error_of(browser.open(path, method=method, json={}, headers=bearer)) == "sign_in_needed", path


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ", "Basic abc", "Bearer made-up", "Bearer \x7f", "bearer\tx"])
def test_without_a_token_nothing_is_previewed(family, header):
    answer = family.stranger().post("/api/v1/captures/preview", json={"capture": {}}, headers={"Authorization": header})
    assert error_of(answer) == "device_not_known"


def test_a_session_is_no_device(family):
    answer = family.browser.post("/api/v1/captures/preview", json={"capture": capture_of("gz_pension_ranges")})
    assert error_of(answer) == "device_not_known"
