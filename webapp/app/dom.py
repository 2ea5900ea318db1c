"""Elements from Python: text is always text, and an address from data leads only to the web or into this app.

Brython's ``html.TAG(text)`` reads text as markup, and setting properties such as ``className`` is slow in it: so
elements are made here, text goes in by ``e.text`` or ``append``, attributes by ``setAttribute``. The build refuses the
other forms.
"""

from browser import document

_SVG = "http://www.w3.org/2000/svg"
_WEB = ("https://", "http://", "blob:")


def el(tag, *children, **attributes):
    """An element of HTML: children are text, numbers, elements, lists of them or None.

    ``cls`` and ``for_`` stand for the attributes Python cannot spell, ``_`` for ``-``; ``onclick=f`` binds a
    function; False and None leave an attribute out.
    """
    return _furnish(document.createElement(tag), children, attributes)


def svg(tag, *children, **attributes):
    """An element of SVG, by the same rules."""
    return _furnish(document.createElementNS(_SVG, tag), children, attributes)


def add(node, child):
    """Append text, a number, an element, a list of them, or nothing."""
    if child is None:
        return
    if isinstance(child, (list, tuple)):
        for one in child:
            add(node, one)
    elif isinstance(child, int):
        node.append(str(child))
    else:
        node.append(child)


def only(node, *children):
    """Make these the only children of a node."""
    node.replaceChildren()
    add(node, children)


def around(node, selector):
    """The nearest element of a selector from a node outwards, or None; Brython's ``closest`` raises instead."""
    try:
        return node.closest(selector)
    except KeyError:
        return None


def copy(name):
    """A copy of what the template of index.html with this id holds."""
    return document.getElementById(name).content.firstElementChild.cloneNode(True)


def by_id(name):
    """The element of index.html with this id."""
    return document.getElementById(name)


def lead(node, address):
    """Let a link lead to an address, where that is one of this app or of the web; else it leads nowhere."""
    if leads(address):
        node.setAttribute("href", address)


def leads(address):
    """Whether an address leads into this app or to the web.

    ``javascript:`` and its like are no such address, however they are written, nor is ``//host``. A browser leaves out
    tabs and line ends before it reads an address, and takes a backslash for a slash.
    """
    if address.startswith("#"):
        return True
    if any(character < " " or character == "\\" for character in address):
        return False
    return address.startswith(_WEB) or (address[:1] == "/" and address[1:2] != "/")


_setters = {"href": lead}


def _furnish(node, children, attributes):
    for name, value in attributes.items():
        if value is None or value is False:
            continue
        setter = _setters.get(name) or _setter(name)
        setter(node, value)
    add(node, children)
    return node


def _setter(name):
    """What sets an attribute; each is made once, for its spelling takes Brython longer than to set it."""
    spelt = "class" if name == "cls" else name.rstrip("_").replace("_", "-")

    def bind(node, value):
        node.bind(spelt[2:], value)

    def write(node, value):
        node.setAttribute(spelt, "" if value is True else str(value))

    _setters[name] = bind if name.startswith("on") else write
    return _setters[name]
