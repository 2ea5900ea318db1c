"""The app's first lines: what the first view needs is asked for before the rest of the app is compiled."""

import api
import session
import words
from browser import window


def start():
    """Send the first requests, then load the shell, which shows the view that the address names."""
    api.begin("/api/v1/state")
    api.begin(words.path(words.preferred()))
    if session.likely():
        _begin_view(window.location.hash.split("/"))
    import shell

    shell.start()


def _begin_view(parts):
    if len(parts) == 3 and parts[1] == "member":
        api.begin("/api/v1/members/" + parts[2] + "/wall")
    elif len(parts) < 2 or parts[1] == "":
        api.begin("/api/v1/members")


start()
