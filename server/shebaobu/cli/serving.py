"""``shebaobu serve``: the application in a production web server, in one process.

Cheroot was chosen over Granian after measuring both on two cores with the same small application: one process
and 29 MB at rest against two processes and 47 MB; start to first answer 0.43 s against 0.48 s; 900 against 3,000
JSON answers a second, and 570 against 2,500 times Brython. Granian is the faster, by more than a family can ask
for; but its second process would own the data folder's lock, and it is compiled code for each platform, while
Cheroot is plain Python wherever Python is.
"""

from __future__ import annotations

import contextlib
import errno
import logging
import signal
import socket
import sys
import threading
import time
from collections.abc import Mapping
from types import FrameType

from shebaobu.app import create_app
from shebaobu.assets import app_version, built_dir, checkout_dir
from shebaobu.cli.backups import back_up_by_itself
from shebaobu.cli.console import Console
from shebaobu.cli.home_tls import HomeTls
from shebaobu.cli.listening import ListeningServer
from shebaobu.config import Config, load_config
from shebaobu.errors import (
    AddressNotAvailable,
    DevelopingRefused,
    PortInUse,
    TlsNeeded,
    WebappNotBuilt,
)
from shebaobu.services.home import Home
from shebaobu.services.housekeeping import Housekeeping
from shebaobu.services.setup import new_setup_link, setup_needed
from shebaobu.storage.opening import open_store
from shebaobu.storage.store import Store
from shebaobu.tls.contexts import server_context
from shebaobu.web.trust import TlsOnly, create_trust_app


def serve(console: Console, options: Mapping[str, object]) -> int:
    """Serve until a signal ends it.

    Raises ``TlsNeeded``, ``DevelopingRefused``, ``WebappNotBuilt``, ``TlsFileRefused``, ``PortInUse``,
    ``AddressNotAvailable``, ``AuthorityUnreadable``, and what opening data raises.
    """
    config = load_config(options, dev=bool(options.get("dev")))
    if not (config.loopback or config.speaks_tls or config.behind_proxy):
        raise TlsNeeded(host=config.host)
    _check_webapp(config)
    if config.tls_cert and config.tls_key:
        server_context(config.tls_cert, config.tls_key)
    _check_address(config.host, config.port)
    logging.basicConfig(handlers=[_log_of_requests()], level=logging.INFO)
    folder = open_store(config)
    try:
        _serve(console, config, folder)
    finally:
        folder.close()
    return 0


def _serve(console: Console, config: Config, folder: Store) -> None:
    home_tls = HomeTls(config) if config.tls else None
    server, home = _make_server(config, folder, home_tls)
    stop = threading.Event()

    def end(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, end)
    try:
        server.prepare()
    except OSError:
        raise PortInUse(host=config.host, port=config.port) from None
    worker = threading.Thread(target=server.serve, name="web")
    worker.start()
    _greet(console, config, home, home_tls, server.bind_addr[1])
    backups = threading.Thread(target=back_up_by_itself, args=(config, stop), name="backups")
    backups.start()
    housekeeping = Housekeeping(home)
    housekeeping.work()
    while not stop.wait(1.0) and worker.is_alive():
        housekeeping.work()
        if home_tls and home_tls.renew():
            server.context = home_tls.context()
            home_tls.tell_addresses(console, server.bind_addr[1])
    stop.set()
    server.stop()
    worker.join()
    housekeeping.end()
    backups.join()
    console.tell("cli.serve.stopped")


def _make_server(config: Config, folder: Store, home_tls: HomeTls | None) -> tuple[ListeningServer, Home]:
    """The server, not listening yet, and the home that it serves."""
    app = create_app(config, folder)
    home: Home = app.extensions["shebaobu"]
    if home_tls:
        return ListeningServer(config, TlsOnly(app, create_trust_app(home_tls.certificate)), home_tls.context()), home
    if config.tls_cert and config.tls_key:
        context = server_context(config.tls_cert, config.tls_key)
        return ListeningServer(config, TlsOnly(app, create_trust_app(None)), context), home
    return ListeningServer(config, app, None), home


def _greet(console: Console, config: Config, home: Home, home_tls: HomeTls | None, port: int) -> None:
    address = config.address(port)
    console.tell("cli.serve.ready", version=app_version(), address=address)
    console.tell("cli.serve.data", folder=config.data.resolve())
    if config.dev:
        console.tell("cli.serve.developing")
    if home_tls:
        home_tls.tell_how_to_trust(console, port)
    if setup_needed(home):
        console.tell("cli.serve.setup", link=f"{address}#/setup/{new_setup_link(home)}")
    console.tell("cli.serve.how_to_stop")


def _log_of_requests() -> logging.Handler:
    """Standard error, with times in UTC: whoever compares two logs need not know where a server stands."""
    form = logging.Formatter("%(asctime)s.%(msecs)03dZ %(message)s", "%Y-%m-%dT%H:%M:%S")
    form.converter = time.gmtime
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(form)
    return handler


def _check_webapp(config: Config) -> None:
    """Developing builds by itself, on this computer only: a page that is asked for starts a program."""
    if config.dev and (checkout_dir() is None or not config.loopback or config.behind_proxy):
        raise DevelopingRefused()
    if not config.dev and not (built_dir() / "index.html").is_file():
        raise WebappNotBuilt(folder=built_dir())


def _check_address(host: str, port: int) -> None:
    """Find out why an address cannot be had, which the web server does not tell."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except OSError:
        raise AddressNotAvailable(host=host, port=port) from None
    with contextlib.closing(socket.socket(family, kind, protocol)) as probe:
        if sys.platform != "win32":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise PortInUse(host=host, port=port) from None
            raise AddressNotAvailable(host=host, port=port) from None
