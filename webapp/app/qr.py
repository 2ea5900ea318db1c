"""A QR code from the path that the server computed; always dark on white, so that every camera reads it."""

from dom import svg


def drawing(code, label):
    """The picture of ``{"size", "path"}``, whose size has the quiet zone in it that readers need."""
    size = str(code["size"])
    return svg(
        "svg",
        svg("rect", width=size, height=size, fill="#fff"),
        svg("path", d=code["path"], fill="#000"),
        viewBox="0 0 " + size + " " + size,
        cls="qr",
        role="img",
        aria_label=label,
        shape_rendering="crispEdges",
    )
