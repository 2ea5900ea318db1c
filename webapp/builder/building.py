"""The build: everything of ``webapp/`` to a folder that the server sends from, or nothing unless all is well."""

from __future__ import annotations

import tempfile
from pathlib import Path

from webapp.builder.brython import read_brython
from webapp.builder.compiling import Compiler
from webapp.builder.forms import form_troubles
from webapp.builder.imports import import_troubles
from webapp.builder.modules import Module, read_modules
from webapp.builder.packing import hashed, write_packed, write_plain
from webapp.builder.page import page
from webapp.builder.parting import parted
from webapp.builder.places import WEBAPP
from webapp.builder.style import joined_style
from webapp.builder.texts import joined_texts, languages
from webapp.builder.troubles import BuildRefused

# In this order, each before what needs it; text_only.js is the first script of the page.
BEFORE_BRYTHON = ("text_only", "missing", "compiled", "scripts", "texts", "rest", "ahead")
AS_THEY_ARE = ("icon.svg", "icon-192.png", "icon-512.png", "manifest.webmanifest", "licences/brython.txt")
_UNITS = '"use strict";\n(({ units }) => {\n%s})(globalThis.shebaobu);\n'


def build(target: Path, webapp: Path = WEBAPP, *, plain: bool = False, kept: Path | None = None) -> None:
    """Write the built web app into ``target``, in the place of an earlier one; ``plain`` leaves out compressed forms.

    ``kept`` is a folder of compiled modules that this build takes and leaves (see ``kept_units``).

    Raises ``BuildRefused`` with file and line of all that is wrong, and ``WrongBrython``.
    """
    with Compiler(read_brython(), kept) as compiler:
        build_with(compiler, target, webapp, plain=plain)


def build_with(compiler: Compiler, target: Path, webapp: Path, *, plain: bool) -> None:
    """The same with a compiler that may have been used before; raises ``BuildRefused``."""
    write_folder(target, _contents(webapp, compiler), plain=plain)
    compiler.forget_others()


def write_folder(target: Path, contents: dict[str, bytes], *, plain: bool = False) -> None:
    """Write files into ``target``, in the place of what is there; ``plain`` leaves out compressed forms."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent) as name:
        fresh = Path(name) / "fresh"
        for path, data in contents.items():
            if plain:
                write_plain(fresh, path, data)
            else:
                write_packed(fresh, path, data, before=target)
        if target.exists():
            target.rename(Path(name) / "before")
        fresh.rename(target)


def check(webapp: Path = WEBAPP) -> list[Module]:
    """The modules of the app; raises ``BuildRefused`` for what is wrong with them."""
    modules = read_modules(webapp / "app")
    troubles = sorted([*import_troubles(modules), *form_troubles(modules)])
    if troubles:
        raise BuildRefused(*troubles)
    return modules


def _contents(webapp: Path, compiler: Compiler) -> dict[str, bytes]:
    first, rest = parted(check(webapp))
    app, later = (_UNITS % "".join(map(compiler.unit, modules)) for modules in (first, rest))
    files = {
        "before.js": "".join(_boot(webapp, name) for name in BEFORE_BRYTHON),
        "brython.js": compiler.brython,
        "app.js": app + _boot(webapp, "start"),
        "rest.js": later,
        "style.css": joined_style(webapp / "style"),
    }
    for language in languages(webapp / "i18n"):
        files[f"{language}.js"] = joined_texts(webapp / "i18n" / language)
    encoded = {name: text.encode("utf-8") for name, text in files.items()}
    addresses = {name: hashed(name, data) for name, data in encoded.items()}
    contents = {f"static/{addresses[name]}": data for name, data in encoded.items()}
    contents |= {name: (webapp / name).read_bytes() for name in AS_THEY_ARE}
    return contents | {"index.html": page(webapp / "index.html", addresses).encode("utf-8")}


def _boot(webapp: Path, name: str) -> str:
    return (webapp / "boot" / f"{name}.js").read_text(encoding="utf-8")
