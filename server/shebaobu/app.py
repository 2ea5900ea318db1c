"""The WSGI application of one household."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from flask import Flask

from shebaobu.auth.login import wire_login
from shebaobu.config import Config
from shebaobu.gateways.choosing import open_gateway
from shebaobu.gateways.settings import DAILY_LIMIT
from shebaobu.services.home import Home, utc_now
from shebaobu.storage.store import Store
from shebaobu.web.access_log import log_requests
from shebaobu.web.accounts import accounts
from shebaobu.web.again import do_again
from shebaobu.web.audit import audit
from shebaobu.web.backups import backups
from shebaobu.web.captures import captures
from shebaobu.web.devices import devices
from shebaobu.web.emergency import emergency
from shebaobu.web.exports import exports
from shebaobu.web.failures import answer_failures
from shebaobu.web.grants import grants
from shebaobu.web.guard import guard
from shebaobu.web.headers import protect
from shebaobu.web.imports import imports
from shebaobu.web.invitations import invitations
from shebaobu.web.ledger import ledger
from shebaobu.web.members import members
from shebaobu.web.openapi.views import openapi
from shebaobu.web.passkeys import passkeys
from shebaobu.web.people import people
from shebaobu.web.proxy import Proxied
from shebaobu.web.security import security
from shebaobu.web.sms import sms
from shebaobu.web.static_files import static_files


def create_app(config: Config, folder: Store, now: Callable[[], datetime] = utc_now) -> Flask:
    """The application over an open store; ``now`` is its clock. Raises what opening the SMS gateway raises."""
    app = Flask("shebaobu", static_folder=None, template_folder=None)
    app.debug = config.dev
    app.url_map.merge_slashes = False
    gateway, daily_messages = open_gateway(config.sms_config) if config.sms_config else (None, DAILY_LIMIT)
    home = Home(folder, config, now, gateway, daily_messages)
    app.extensions["shebaobu"] = home
    if config.behind_proxy:
        # Flask's own way to wrap an application; mypy takes the attribute for the method it is by default.
        app.wsgi_app = Proxied(app.wsgi_app, config.trusted_proxy)  # type: ignore[method-assign]
    log_requests(app)
    guard(app, config)
    protect(app)
    wire_login(app, folder.household, home.session_lengths, now)
    answer_failures(app)
    topics = (
        accounts,
        audit,
        people,
        invitations,
        grants,
        security,
        passkeys,
        members,
        ledger,
        captures,
        exports,
        imports,
        devices,
        emergency,
        backups,
        sms,
        openapi,
        static_files,
    )
    for blueprint in topics:
        app.register_blueprint(blueprint)
    do_again(app)
    return app
