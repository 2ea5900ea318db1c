"""What an address of the API takes and answers, told beside its view: the OpenAPI description is made of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, TypeVar

import msgspec
from flask import Flask

from shebaobu.errors import ShebaobuError

Caller = Literal["anyone", "session", "device"]
Cookie = Literal["set", "ended"]
View = TypeVar("View", bound=Callable[..., Any])


class Description(msgspec.Struct, kw_only=True, frozen=True):
    """Who may call, what comes with the call, what is answered, and what is refused.

    ``query`` is the struct of the query's fields (see ``wire.read_query``), ``body`` the type of the JSON body.
    ``answer`` is the type of the JSON answer, None for no content; ``files`` are the content types where the answer is
    a file to download. ``cookie``: whether the answer sets the session's cookie, or ends it. ``refuses`` leaves out
    what any such address may refuse: a body that is not as told, nobody signed in, no right, a disk that is full.
    """

    caller: Caller
    query: type[msgspec.Struct] | None
    body: Any
    answer: Any
    files: tuple[str, ...]
    status: int
    cookie: Cookie | None
    refuses: tuple[type[ShebaobuError], ...]


def described(  # noqa: PLR0913  # what can be told of an address, all of it by name
    *,
    answer: Any = None,
    status: int | None = None,
    body: Any = None,
    query: type[msgspec.Struct] | None = None,
    files: tuple[str, ...] = (),
    cookie: Cookie | None = None,
    caller: Caller = "session",
    refuses: tuple[type[ShebaobuError], ...] = (),
) -> Callable[[View], View]:
    """Describe a view; the status is 200 with an answer and 204 without one unless another is given."""
    description = Description(
        caller=caller,
        query=query,
        body=body,
        answer=answer,
        files=files,
        status=status or (200 if answer is not None or files else 204),
        cookie=cookie,
        refuses=refuses,
    )

    def keep(view: View) -> View:
        view.description = description  # type: ignore[attr-defined]  # a function has any attribute it is given
        return view

    return keep


def description_of(app: Flask, endpoint: str | None) -> Description | None:
    """The description of an endpoint's view, None where it has none: the web app's files."""
    found: Description | None = getattr(app.view_functions.get(endpoint or ""), "description", None)
    return found
