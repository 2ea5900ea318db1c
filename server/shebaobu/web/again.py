"""Every view is done again where another server was quicker: a family never sees that there are several."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, TypeVar, cast

from flask import Flask

from shebaobu.storage.trying import until_first

View = TypeVar("View", bound=Callable[..., Any])


def do_again(app: Flask) -> None:
    """Let every view of an application be tried again."""
    for endpoint, view in app.view_functions.items():
        app.view_functions[endpoint] = _tried_again(view)


def _tried_again(view: View) -> View:
    @functools.wraps(view)
    def tried(**values: object) -> Any:
        return until_first(lambda: view(**values))

    return cast(View, tried)
