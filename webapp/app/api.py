"""Talking to the family's server: JSON in, JSON out, and every failure with its own sentence.

What the first view needs is already on its way when ``get`` wants it: ``webapp/boot/ahead.js`` asks before Brython
has been read.
"""

from browser import window
from javascript import JSON


class Failure(Exception):
    """The server refused, and said why: ``pair`` is its sentence in both languages."""

    def __init__(self, status, code, pair, detail):
        super().__init__(code)
        self.status = status
        self.code = code
        self.pair = pair
        self.detail = detail


class Unreachable(Exception):
    """No answer at all: the server is stopped, or the network between is down."""


async def have(name):
    """See that a module is there: webapp/boot/rest.js fetches those of the second script. Raises Unreachable."""
    if not window.shebaobu.has(name):
        try:
            await window.shebaobu.need()
        except Exception as broken:
            raise Unreachable() from broken


def begin(path):
    """Send a GET whose answer ``get`` will fetch later."""
    window.shebaobu.begin(path)


async def get(path):
    """The answer of a GET; raises Failure or Unreachable."""
    return await _answer(window.shebaobu.ask(path))


async def send(method, path, body=None):
    """The answer of a POST, PATCH or DELETE, None where it has none; raises Failure or Unreachable."""
    options = {
        "method": method,
        "headers": {"Content-Type": "application/json"},
        "body": JSON.stringify({} if body is None else body),
    }
    return await _answer(window.fetch(path, options))


async def take(path):
    """A file that the server makes: its blob and its name; raises Failure or Unreachable."""
    options = {"method": "POST", "headers": {"Content-Type": "application/json"}, "body": "{}"}
    try:
        response = await window.fetch(path, options)
        blob = await response.blob()
    except Exception as broken:
        raise Unreachable() from broken
    if not response.ok:
        return _read(response.status, False, await blob.text())
    return blob, response.headers.get("Content-Disposition").split('"')[1]


async def send_file(path, file):
    """The answer to a JSON file that a person chose, sent as it is; raises Failure or Unreachable."""
    options = {"method": "POST", "headers": {"Content-Type": "application/json"}, "body": file}
    return await _answer(window.fetch(path, options))


async def _answer(promise):
    try:
        response = await promise
        text = await response.text()
    except Exception as broken:
        raise Unreachable() from broken
    return _read(response.status, response.ok, text)


def _read(status, ok, text):
    if status == 204:
        return None
    try:
        data = JSON.parse(text)
    except Exception as broken:
        raise Unreachable() from broken
    if ok:
        return data
    error = data["error"]
    raise Failure(status, error["code"], error["message"], error.get("detail") or {})
