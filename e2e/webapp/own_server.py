"""A household on a server of its own, by the name that browsers give passkeys to, and with a phone to send SMS from."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import msgspec

from shebaobu.storage.folder import DataFolder
from tests.owner import Owner
from tests.served import Served, free_port

LONG_AGO = timedelta(minutes=10)


class OwnServer(Owner):
    """Its owner, signed in; ``sms_config`` names the gateway, without one no SMS is offered."""

    def __init__(self, data: Path, sms_config: Path | None = None) -> None:
        self.data = data
        self.options = ["--port", str(free_port())]
        if sms_config:
            self.options += ["--sms-config", str(sms_config)]
        super().__init__(Served(data, *self.options))

    @property
    def address(self) -> str:
        """Where the server is, by name."""
        return f"http://localhost:{self.server.port}"

    def let_time_pass(self) -> None:
        """Every second step was taken long ago, every message sent; the server is started again meanwhile."""
        self.server.end()
        folder = DataFolder(self.data)
        store = folder.household
        with store.file.writing():
            for session in store.sessions.all():
                store.sessions.put(msgspec.structs.replace(session, second_step_at=session.started_at - LONG_AGO))
            for message in store.sent_messages.all():
                store.sent_messages.put(msgspec.structs.replace(message, at=message.at - LONG_AGO))
        folder.close()
        self.server = Served(self.data, *self.options)
