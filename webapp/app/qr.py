"""A QR code from the path that the server computed; always dark on white, so that every camera reads it."""

from dom import svg

_QUIET = 4


def drawing(code, label):
    """The picture of ``{"size", "path"}``, with the quiet zone that readers need."""
    size = code["size"]
    whole = str(size + 2 * _QUIET)
    corner = str(-_QUIET)
    return svg(
        "svg",
        svg("rect", x=corner, y=corner, width=whole, height=whole, fill="#fff"),
        svg("path", d=code["path"], fill="#000"),
        viewBox=" ".join([corner, corner, whole, whole]),
        cls="qr",
        role="img",
        aria_label=label,
        shape_rendering="crispEdges",
    )
