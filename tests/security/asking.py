"""The rows of ``routes.toml`` as requests, and what each is to be answered by whom."""

from __future__ import annotations

import io
import itertools
import re
import tomllib
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.security.house import House, Thing
from tests.security.pages import EVERY_PART, MIXED_TITLE, PARTS, tells_of
from tests.security.standing import ADULTS, NONE, Standing

ROWS: dict[str, dict[str, Any]] = tomllib.loads(Path(__file__).with_name("routes.toml").read_text(encoding="utf-8"))
PLACE = re.compile(r"<(?:[^<>]*:)?(\w+)>")
NOBODY = "0" * 16
NOT_SIGNED_IN = {"sign_in_needed", "device_not_known"}
REFUSED = {"owner_needed", "adult_needed", "write_needed", "decision_needed", "inviting_refused"}


@dataclass(frozen=True)
class Request:
    """One request that a row stands for; ``missing`` are address and body of one about what is not there."""

    row: str
    method: str
    path: str
    body: Any
    parts: frozenset[str]
    missing: tuple[str, Any]
    rules: dict[str, Any] = field(default_factory=dict, hash=False)

    def ask(self, house: House, who: Standing):
        return self._ask(house, who, self.path, self.body)

    def ask_for_what_is_not_there(self, house: House, who: Standing):
        return self._ask(house, who, *self.missing)

    def _ask(self, house: House, who: Standing, path: str, body: Any):
        client, headers = who.browser(house)
        kept = {} if body is None else {"json": _own(body, house, who)}
        return client.open(_own(path, house, who), method=self.method, headers=headers, **kept)


def _own(value: Any, house: House, standing: Standing) -> Any:
    """A body or a path with what is the caller's own."""
    signed = house.people.get(standing.role)
    own = {"$member": house.member, "$spare": house.spare}
    own |= {"$device": signed.device, "$session": signed.session} if signed else {"$device": "0", "$session": "0"}
    if isinstance(value, dict):
        return {name: _own(part, house, standing) for name, part in value.items()}
    if isinstance(value, str):
        for name, text in own.items():
            value = value.replace(name, text)
    return value


def _with(value: Any, thing: Any) -> Any:
    if value == "$thing":
        return thing
    return {name: _with(part, thing) for name, part in value.items()} if isinstance(value, dict) else value


def requests_of(row: str, member: str, things: dict[str, list[Thing]]) -> Iterator[Request]:
    """All requests of a row about a member and their things."""
    rules = ROWS[row]
    method, rule = row.split(" ", 1)
    named = PLACE.findall(rule)
    given = rules.get("with", {})
    about = things[rules["of"]] if "of" in rules else [Thing(NONE, None)]
    free = [name for name in named if name not in given and name != "member_id"]
    for thing, query in itertools.product(about, rules.get("query", [""])):
        for values in itertools.product(*given.values()):
            put = dict(zip(given, values, strict=True)) | {"member_id": member}
            put |= dict.fromkeys(free, thing.value)
            lost_thing = thing.value | {"fact": "0.0"} if rules.get("of") == "conflict" else thing.value
            lost = put | (dict.fromkeys(free, NOBODY) if "of" in rules else {"member_id": NOBODY})
            path, missing = (_filled(rule, one) + (f"?{query}" if query else "") for one in (put, lost))
            body = rules.get("body")
            lost_request = missing, _with(body, lost_thing)
            yield Request(row, method, path, _with(body, thing.value), thing.parts, lost_request, rules)


def _filled(rule: str, values: dict[str, str]) -> str:
    return PLACE.sub(lambda found: values[found[1]], rule)


def expected(request: Request, who: Standing) -> str:
    """``allowed``, ``not signed in``, ``refused`` or ``not there``."""
    needs = request.rules["needs"]
    if needs == "anyone":
        return "allowed"
    if who.by != ("device" if needs == "device" else "cookie"):
        return "not signed in"
    role = "adult" if needs == "device" else request.rules.get("also", needs)
    if (role == "owner" and who.role != "owner") or (role == "adult" and who.role not in ADULTS):
        return "refused"
    if needs in ("session", "owner", "adult") or (needs == "device" and "member" not in request.body):
        return "allowed"
    if not who.known:
        return request.rules.get("unknown", "not there")
    return _of_member("write" if needs == "device" else needs, request.rules.get("of"), request.parts, who)


def _of_member(needs: str, of: str | None, parts: frozenset[str], who: Standing) -> str:
    named_in_address = of not in (None, "page", "record", "file")
    if named_in_address and not parts <= who.read:
        return "not there"
    may = {
        "read": True,
        "write": parts <= who.write,
        "write any": bool(who.write),
        "decide": who.decides,
        "decide or be": who.decides or who.own,
    }[needs]
    return "allowed" if may else "refused"


def answered(request: Request, answer: Any) -> str:
    """The class of an answer, or its status and code where it is of none."""
    code = answer.json["error"]["code"] if answer.status_code >= 400 and answer.is_json else None
    if code in NOT_SIGNED_IN:
        return "not signed in"
    if code in REFUSED:
        return "refused"
    if answer.status_code < 300 or (code is not None and code == request.rules.get("answers")):
        return "allowed"
    return "not there" if answer.status_code == 404 else f"{answer.status_code} {code}"


def text_of(answer: Any) -> str:
    """All that stands in an answer, in the files of a zip too."""
    data = answer.get_data()
    if not data.startswith(b"PK"):
        return data.decode(errors="replace")
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return "\n".join(packed.read(name).decode(errors="replace") for name in packed.namelist())


TELLS = {part: tells_of(part) for part in PARTS}


def told_of_hidden(who: Standing, text: str) -> list[str]:
    """What of a text somebody must not see."""
    told = [found[0] for part in PARTS if part not in who.read and (found := TELLS[part].search(text))]
    if not {"contributions", "medical"} <= who.read:
        told += [MIXED_TITLE] if MIXED_TITLE in text else []
    return told + (["无记录页"] if who.read != EVERY_PART and "无记录页" in text else [])
