"""The app's first lines: what the first view needs is asked for before the rest of the app is compiled."""

import api
import words
from browser import window


def start():
    """Send the first requests, then load the shell, which shows the view that the address names."""
    api.begin("/api/state")
    api.begin(words.path(words.preferred()))
    parts = window.location.hash.split("/")
    if len(parts) == 3 and parts[1] == "member":
        api.begin("/api/members/" + parts[2] + "/wall")
    elif len(parts) < 2 or parts[1] == "":
        api.begin("/api/members")
    import shell

    shell.start()


start()
