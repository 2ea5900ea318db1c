"""The interface's text in the language of the reader: one request brings all of it.

Keys are those of webapp/i18n; a key that is missing shows itself, so that a test finds it.
"""

import api
from browser import document, window

LANGUAGES = ("zh-CN", "en")
_STORED = "shebaobu.language"
_now = {"language": "zh-CN"}
_said = window.shebaobu.said


def preferred():
    """The language chosen with the switch before, else the first of the browser's that there is."""
    return window.shebaobu.preferred()


async def load(language):
    """Make a language the one that ``t`` speaks; raises Unreachable."""
    try:
        await window.shebaobu.speak(language)
    except Exception as broken:
        raise api.Unreachable() from broken
    _now["language"] = language
    document.documentElement.setAttribute("lang", language)


def remember(language):
    """Keep the reader's choice on this device."""
    window.localStorage.setItem(_STORED, language)


def language():
    """The language that ``t`` speaks."""
    return _now["language"]


def t(key, **params):
    """The text of a key, its ``{name}`` filled in."""
    text = _said(key, key)
    return _filled(text, params) if params else text


def _filled(text, params):
    """The text with its parameters, each put in as it is: a brace in one of them is no place for another."""
    said, *pieces = text.split("{")
    for piece in pieces:
        name, brace, rest = piece.partition("}")
        said += str(params[name]) + rest if brace and name in params else "{" + piece
    return said


def word(group, code, otherwise=""):
    """A word of the ledger such as ``word("status", "paid")``; the code itself where there is none."""
    if code is None or code == "":
        return otherwise
    return _said(group + "." + code, code)


def coded(record, group):
    """The word of a record's code such as ``coded(record, "status")``: that of its kind, else the usual one."""
    code = record.get(group)
    own = str(record.get("kind")) + "." + str(code)
    return _said(group + "." + own, "") or word(group, code)


def codes(group, kind=""):
    """The codes of a group that there are words for: those of a kind where it has its own, else the usual ones."""
    own = list(window.shebaobu.endings(group + "." + kind + ".")) if kind else []
    return own or [code for code in window.shebaobu.endings(group + ".") if "." not in code]


def pick(pair):
    """The sentence of a pair in both languages that the server sent."""
    return pair["zh" if _now["language"] == "zh-CN" else "en"]
