"""The tests' family over real connections, whose clock still goes only when it is told to."""

from __future__ import annotations

import http.client
import json
import threading
from collections.abc import Sequence
from typing import Any, NamedTuple

from cheroot.wsgi import Server
from flask import Flask

Request = tuple[str, Any]


class Told(NamedTuple):
    """Status, JSON and headers of an answer, and its bytes."""

    status: int
    json: Any
    headers: http.client.HTTPMessage
    text: bytes

    @property
    def code(self) -> str:
        """The code of a refusal."""
        return str(self.json["error"]["code"])


class Wire:
    """A web server in front of an application; ``host`` is the name under which it is asked."""

    def __init__(self, app: Flask) -> None:
        self._server = Server(("127.0.0.1", 0), app, numthreads=8)
        self._server.prepare()
        self._thread = threading.Thread(target=self._server.serve, daemon=True)
        self._thread.start()
        self.host = f"localhost:{self._server.bind_addr[1]}"

    def post(self, path: str, body: Any, cookie: str = "") -> Told:
        """An answer, over a connection of its own."""
        connection = http.client.HTTPConnection("127.0.0.1", self._server.bind_addr[1], timeout=60)
        headers = {"Content-Type": "application/json", "Host": self.host} | ({"Cookie": cookie} if cookie else {})
        connection.request("POST", f"/api/v1/{path}", json.dumps(body), headers)
        answer = connection.getresponse()
        text = answer.read()
        connection.close()
        return Told(answer.status, json.loads(text) if text else None, answer.headers, text)

    def at_once(self, requests: Sequence[Request], cookie: str = "") -> list[Told]:
        """The answers to several that are sent at the same instant."""
        ready, answers = threading.Barrier(len(requests)), []

        def send(path: str, body: Any) -> None:
            ready.wait()
            answers.append(self.post(path, body, cookie))

        threads = [threading.Thread(target=send, args=request) for request in requests]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return answers

    def close(self) -> None:
        """Stop serving."""
        self._server.stop()
        self._thread.join()
