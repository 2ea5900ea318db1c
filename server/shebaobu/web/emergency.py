"""Emergency access: whom the asker has named, who has named the asker, asking and refusing."""

from __future__ import annotations

from flask import Blueprint, Response

from shebaobu.auth.login import require_sign_in
from shebaobu.errors import AdultNeeded, EmergencyAskedToday, EmergencyNotFound, NotOneself, PersonNotFound
from shebaobu.services import emergency as service
from shebaobu.web.description import described
from shebaobu.web.wire import answer, home, nothing, read_body

emergency = Blueprint("emergency", __name__, url_prefix="/api/v1/emergency")


@emergency.get("")
@described(answer=service.Emergencies)
def list_all() -> Response:
    """Both sides of the asker's emergency access, with their states."""
    return answer(service.list_emergencies(home(), require_sign_in().account))


@emergency.post("")
@described(
    body=service.Naming, answer=service.EmergencyTold, status=201, refuses=(AdultNeeded, PersonNotFound, NotOneself)
)
def name() -> Response:
    """Name somebody who may read after asking, unless refused."""
    return answer(service.name(home(), require_sign_in().account, read_body(service.Naming)), 201)


@emergency.delete("/<emergency_id>")
@described(refuses=(EmergencyNotFound,))
def end(emergency_id: str) -> Response:
    """Take a naming back, or give up being named."""
    service.end(home(), require_sign_in().account, emergency_id)
    return nothing()


@emergency.post("/<emergency_id>/request")
@described(answer=service.EmergencyTold, refuses=(EmergencyNotFound, EmergencyAskedToday))
def request(emergency_id: str) -> Response:
    """Ask for access, as who was named."""
    return answer(service.ask(home(), require_sign_in().account, emergency_id))


@emergency.post("/<emergency_id>/refuse")
@described(answer=service.EmergencyTold, refuses=(EmergencyNotFound,))
def refuse(emergency_id: str) -> Response:
    """Refuse, or end the reading; the naming stays."""
    return answer(service.refuse(home(), require_sign_in().account, emergency_id))
