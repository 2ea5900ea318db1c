"""Giving the browser something to save as a file."""

from browser import document, window
from dom import el


def save_as(blob, name):
    """Let the browser save a blob under a name."""
    address = window.URL.createObjectURL(blob)
    link = el("a", href=address, download=name)
    document.body.append(link)
    link.click()
    link.remove()
    window.URL.revokeObjectURL(address)
