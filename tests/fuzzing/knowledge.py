"""What there is to name in the household, and of each operation a request that it does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyotp

from shebaobu.services.exporting.files import FORMS
from tests.family import NAME, PASSPHRASE
from tests.relatives import ask, begin_joining, invited

if TYPE_CHECKING:
    from tests.fuzzing.household import Household

Names = dict[tuple[str, ...], list[tuple[str, ...]]]

SITE, OTHER_SITE = "https://si.example.gov.cn/detail", "https://other.example.gov.cn/detail"


def page(base: int, url: str, day: int) -> dict[str, Any]:
    """One month of one insurance, as a site shows it on a day."""
    heads = ["费款所属期", "险种类型", "缴费基数", "缴费状态"]
    row = ["202301", "企业职工基本养老保险", str(base), "已缴"]
    return {
        "format": "shebaobu.capture/1",
        "captured_at": f"2026-11-{day:02d}T09:00:00+08:00",
        "channel": "extension",
        "origin": {"url": url, "title": "个人权益", "frame_urls": []},
        "blocks": [{"type": "grid", "path": ["缴费明细"], "columns": [[head] for head in heads], "rows": [row]}],
    }


def names_of(household: Household) -> Names:
    """By the parameters of an address, sorted, the values that belong together."""
    get = household.get
    names: Names = {("member_id",): [(household.own,), (household.mother,), (household.adults,)]}
    names["account_id", "member_id"] = [(household.viewer.id, household.own), (household.helper.id, household.mother)]
    names["account_id",] = [(household.viewer.id,), (household.helper.id,)]
    names["device_id",] = [(one["id"],) for one in get("devices")["devices"]]
    names["import_id",] = [(one["id"],) for one in get("imports")["imports"]]
    names["invitation_id",] = [(one["id"],) for one in get("invitations")["invitations"]]
    emergencies = get("emergency")
    names["emergency_id",] = [(one["id"],) for one in emergencies["named_by"] + emergencies["named"]]
    names["session_id",] = [(one["id"],) for one in get("sessions")["sessions"] if not one["current"]]
    names["passkey_id",] = [(one["id"],) for one in get("security")["passkeys"]]
    for member in (household.own, household.mother):
        at = f"members/{member}"
        for parameter, values in (
            ("name", [fact["id"] for fact in get(f"{at}/facts")["facts"]]),
            ("operation_id", [one["id"] for one in get(f"{at}/operations")["operations"]]),
            ("trashed_id", [one["id"] for one in get(f"{at}/trash")["entries"]]),
        ):
            names.setdefault(("member_id", parameter), []).extend((member, value) for value in values)
        captures = get(f"{at}/captures")["captures"]
        names.setdefault(("capture_id",), []).extend((capture["id"],) for capture in captures)
    names["ending",] = [(ending,) for ending in FORMS]
    names["ending", "member_id"] = [(ending, household.own) for ending in FORMS]
    return names


def knowing(household: Household) -> dict[str, list[Any]]:
    """By operation, bodies of requests that the household does; they fit the names that come first."""
    own = household.own
    [disputed, *_] = household.get(f"members/{own}/conflicts")["facts"]
    field = disputed["conflicts"][0]
    choice = {"fact": disputed["id"], "field": field["field"], "value": field["said"][0]["value"]}
    record = {"kind": "contribution", "insurance": "pension_employee", "month": "2021-03", "base": 500000}
    code = household.family.code()
    return {
        "captures.save": [{"capture": page(7000, SITE, 5), "member": own}],
        "captures.show_preview": [{"capture": page(7000, SITE, 5)}],
        "captures.answer_questions": [{"answers": []}],
        "devices.pair": [{"code": household.ask("POST", "devices/pairing")["code"], "name": "新电脑"}],
        "emergency.name": [{"account": household.viewer.id, "parts": ["medical"], "wait_days": 14}],
        "devices.rename": [{"name": "客厅的电脑"}],
        "grants.give": [{"grants": [{"part": "benefits", "level": "read"}]}],
        "imports.do": [household.export],
        "imports.preview": [household.export],
        "imports.do_into": [household.export],
        "imports.preview_into": [household.export],
        "invitations.invite": [{"role": "viewer"}],
        "ledger.settle": [choice],
        "ledger.correct": [{"values": {"note_text": "问过了"}}],
        "ledger.add": [{"record": record}, {"record": record, "start": "2021-03", "end": "2021-09"}],
        "members.add": [{"name": "宋老先生", "relation": "father"}],
        "members.change": [{"sex": None, "birth_month": "1984-03"}],
        "people.change_role": [{"role": "adult"}],
        "people.hand_over": [{"account": household.helper.id}],
        **_of_sign_in(household, code),
        **_of_joining(household),
        **_of_factors(household, code),
    }


def _of_sign_in(household: Household, code: str) -> dict[str, list[Any]]:
    credentials = {"name": NAME, "passphrase": PASSPHRASE}
    stranger = household.family.stranger()

    def ticket() -> str:
        return str(ask(stranger, "POST", "session", credentials).json["ticket"])

    alone = ask(stranger, "POST", "session/passkey/begin").json
    signed = household.passkey.get(alone["public_key"])
    return {
        "accounts.first": [credentials],
        "accounts.begin_second": [{"ticket": ticket(), "method": "sms"}, {"ticket": ticket(), "method": "passkey"}],
        "accounts.second": [{"ticket": ticket(), "method": "totp", "code": code}],
        "passkeys.sign_in": [{"ticket": alone["ticket"], "credential": signed}],
    }


def _of_joining(household: Household) -> dict[str, list[Any]]:
    owner = household.family.browser
    tokens = [invited(owner, "viewer") for _ in range(3)]
    stranger = household.family.stranger()
    begun = [
        begin_joining(stranger, token, name).json for token, name in zip(tokens[1:], ("小宋", "老宋"), strict=True)
    ]
    code = pyotp.TOTP(begun[0]["totp"]["secret"]).at(household.clock.time)
    return {
        "invitations.open_invitation": [{"token": tokens[0]}],
        "accounts.begin": [{"token": tokens[0], "name": "新来的", "passphrase": PASSPHRASE}],
        "accounts.confirm": [{"token": tokens[1], "code": code}],
        "sms.send_setup_code": [{"token": tokens[2], "phone": "19900000077", "knows_risks": True}],
    }


def _of_factors(household: Household, code: str) -> dict[str, list[Any]]:
    fresh = household.ask("POST", "security/fresh")["ticket"]
    authenticator = household.ask("POST", "security/authenticator/begin")
    first_code = pyotp.TOTP(authenticator["totp"]["secret"]).at(household.clock.time)
    begun = household.ask("POST", "security/passkeys/begin")
    created = household.new_passkey.create(begun["public_key"])
    return {
        "security.begin_fresh": [{"ticket": fresh, "method": "passkey"}],
        "security.take_fresh": [{"ticket": fresh, "method": "totp", "code": code}],
        "security.confirm_authenticator": [{"ticket": authenticator["ticket"], "code": first_code}],
        "security.change_passphrase": [{"present": PASSPHRASE, "new": "春夏秋冬 another year"}],
        "passkeys.add_passkey": [{"ticket": begun["ticket"], "name": "钥匙", "credential": created}],
        "passkeys.rename_passkey": [{"name": "旧手机"}],
        "sms.begin_phone": [{"phone": "19900000079", "knows_risks": True}],
        "sms.confirm_phone": [{"ticket": household.new_phone["ticket"], "code": household.phone.code}],
    }
