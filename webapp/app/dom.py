"""Elements from Python: text is always text, and an address from data leads only to the web or into this app.

Brython's ``html.TAG(text)`` reads text as markup, and setting properties such as ``className`` is slow in it: so
elements are made here, text goes in by ``e.text`` or ``append``, attributes by ``setAttribute``. The build refuses the
other forms.
"""

from browser import document

_SVG = "http://www.w3.org/2000/svg"
_WEB = ("https://", "http://", "blob:")
_spellings = {"cls": "class"}


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
    if address[:1] == "#":
        return True
    if any(character < " " or character == "\\" for character in address):
        return False
    return address.startswith(_WEB) or (address[:1] == "/" and address[1:2] != "/")


def _furnish(node, children, attributes):
    for name, value in attributes.items():
        if value is None or value is False:
            continue
        if name[:2] == "on":
            node.bind(name[2:], value)
        elif name == "href":
            lead(node, value)
        else:
            node.setAttribute(_spelt(name), "" if value is True else str(value))
    add(node, children)
    return node


def _spelt(name):
    """An attribute as HTML spells it; each is put together once, for that takes Brython longer than to set it."""
    if name not in _spellings:
        _spellings[name] = name.rstrip("_").replace("_", "-")
    return _spellings[name]
