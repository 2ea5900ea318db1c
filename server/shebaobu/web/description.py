"""What an address of the API takes and answers, told beside its view: the OpenAPI description is made of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, TypeVar

import msgspec

from shebaobu.errors import ShebaobuError

Caller = Literal["anyone", "session", "device"]
View = TypeVar("View", bound=Callable[..., Any])


class Description(msgspec.Struct, kw_only=True, frozen=True):
    """Who may call, the type of the body, of the answer (None: no content) with its status, and the refusals.

    ``refuses`` leaves out what any such address may refuse: a body that is not as told, nobody signed in, no right.
    """

    caller: Caller
    body: Any
    answer: Any
    status: int
    refuses: tuple[type[ShebaobuError], ...]


def described(
    *,
    answer: Any = None,
    status: int | None = None,
    body: Any = None,
    caller: Caller = "session",
    refuses: tuple[type[ShebaobuError], ...] = (),
) -> Callable[[View], View]:
    """Describe a view; the status is 200 with an answer and 204 without one unless another is given."""
    told = status or (200 if answer is not None else 204)

    def keep(view: View) -> View:
        description = Description(caller=caller, body=body, answer=answer, status=told, refuses=refuses)
        view.description = description  # type: ignore[attr-defined]  # a function has any attribute it is given
        return view

    return keep
