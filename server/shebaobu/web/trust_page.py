"""The page that tells how a phone or a computer comes to trust the household's certificate, system by system."""

from __future__ import annotations

import functools
from collections.abc import Callable

from markupsafe import Markup

from shebaobu.i18n import LANGUAGES, say

Say = Callable[[str], str]

SYSTEMS = ("ios", "android", "windows", "mac", "linux", "firefox")
# What tells a system in a browser's name of itself; the first that is found counts.
_SIGNS = (
    ("iPhone", "ios"),
    ("iPad", "ios"),
    ("Android", "android"),
    ("Firefox", "firefox"),
    ("Windows", "windows"),
    ("Macintosh", "mac"),
    ("Linux", "linux"),
)

_PAGE = Markup(
    """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="stylesheet" href="{style}">
</head>
<body>
<nav>{languages}</nav>
<main>
<h1>{title}</h1>
{content}
</main>
</body>
</html>
"""
)


def trust_page(language: str, *, secure: str, certificate: str | None, style: str, agent: str) -> str:
    """The page in a language, with the steps of the system that ``agent`` names shown first and open.

    ``secure`` is the address to open afterwards, ``certificate`` where the certificate is; without one the page only
    leads to the address.
    """
    text = functools.partial(say, language)
    title = text("trust.title" if certificate else "trust.plain_title")
    content = _how_to_trust(text, secure, certificate, agent) if certificate else _how_to_open(text, secure)
    return _PAGE.format(
        language=language,
        title=title,
        style=style,
        languages=_languages(language),
        content=content,
    )


def _languages(language: str) -> Markup:
    links = (
        Markup('<a href="?lang={0}" lang="{0}" hreflang="{0}">{1}</a>').format(other, say(other, "trust.language"))
        for other in LANGUAGES
        if other != language
    )
    return Markup(" ").join(links)


def _how_to_open(text: Say, secure: str) -> Markup:
    return Markup("\n").join((_paragraph(text("trust.plain_text")), _open(text, secure)))


def _how_to_trust(text: Say, secure: str, certificate: str, agent: str) -> Markup:
    return Markup("\n").join(
        (
            _paragraph(text("trust.text")),
            _head(text("trust.get")),
            Markup('<p><a class="button" href="{}">{}</a></p>').format(certificate, text("trust.download")),
            _head(text("trust.compare")),
            *(_paragraph(line) for line in text("trust.compare_text").split("\n")),
            _head(text("trust.install")),
            *_systems(text, agent),
            _head(text("trust.open")),
            _open(text, secure),
            _paragraph(text("trust.later")),
        )
    )


def _systems(text: Say, agent: str) -> list[Markup]:
    here = next((system for sign, system in _SIGNS if sign in agent), None)
    return [
        Markup("<details{}><summary>{}</summary><ol>{}</ol></details>").format(
            Markup(" open") if system == here else "",
            text(f"trust.{system}"),
            Markup("").join(Markup("<li>{}</li>").format(line) for line in text(f"trust.{system}_steps").split("\n")),
        )
        for system in sorted(SYSTEMS, key=lambda system: system != here)
    ]


def _open(text: Say, secure: str) -> Markup:
    return Markup('<p><a class="button" href="{0}">{1}</a></p><p><code>{0}</code></p>').format(
        secure, text("trust.open_button")
    )


def _head(text: str) -> Markup:
    return Markup("<h2>{}</h2>").format(text)


def _paragraph(text: str) -> Markup:
    return Markup("<p>{}</p>").format(text)
