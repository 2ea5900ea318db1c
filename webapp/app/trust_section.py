"""Another phone or computer in the house: the way to the household's certificate, and the fingerprint to compare."""

from dom import el
from qr import drawing
from words import t


def section(certificate):
    """The section, nothing where the server has no certificate of the household's own."""
    if not certificate:
        return None
    lines = [el("code", line) for line in certificate["fingerprint"]]
    return el(
        "section",
        el("h2", t("trust.section")),
        el("p", t("trust.section_text")),
        drawing(certificate["qr"], t("trust.qr_label")),
        el("p", t("trust.or_open"), " ", el("code", certificate["link"])),
        el("p", t("trust.compare_with")),
        el("div", lines, cls="fingerprint"),
        cls="card",
    )
