"""Every view of the app with an address that shows it: read from the shell, so that a new view is visited as well."""

from __future__ import annotations

import ast
from typing import Any

from e2e.webapp.household import Household, page_of, row
from shebaobu.assets import webapp_dir
from tests.owner import NAME

# What a page heard of: refusals by its policy, errors, and promises that nobody caught.
LISTEN = """() => {
  window.heard = [];
  const hear = (name, told) => addEventListener(name, (event) => window.heard.push(`${name}: ${told(event)}`), true);
  hear("securitypolicyviolation", (event) => `${event.effectiveDirective} ${event.blockedURI} ${event.sample}`);
  hear("error", (event) => event.message ?? event.target.outerHTML);
  hear("unhandledrejection", (event) => event.reason);
  const { error } = console;
  console.error = (...told) => {
    window.heard.push(`console: ${told.join(" ")}`);
    error.apply(console, told);
  };
}"""

HEARD_OF = """window.heard.filter((told) => told.startsWith("securitypolicyviolation"))
  .map((told) => told.split(" ").slice(1, 3).join(" "))"""

# Code from strings, and markup from strings past our own guard, as the browser answers: each must be refused.
REFUSED = {
    "eval": "eval('1')",
    "Function": "new Function('return 1')()",
    "AsyncFunction": "new (Object.getPrototypeOf(async () => 1).constructor)('return 1')()",
    "setTimeout": "(() => { const number = setTimeout('1'); if (!number) { throw new Error('no timer'); } })()",
    "script": "(() => { document.createElement('script').text = '1'; })()",
    "srcdoc": "(() => { document.createElement('iframe').srcdoc = '<b>'; })()",
    "outerHTML": "(() => { document.body.outerHTML = '<b>'; })()",
    "insertAdjacentHTML": "document.body.insertAdjacentHTML('beforeend', '<b>')",
    "parseFromString": "new DOMParser().parseFromString('<b>', 'text/html')",
    "write": "document.write('<b>')",
}

# Tried by a timer of the page's own: what a test asks for directly, a browser's debugger may let pass.
TRY = """() => new Promise((done) => setTimeout(() => {
  try {
    %s;
    done("done");
  } catch (error) {
    done(error.name);
  }
}))"""


def views() -> dict[str, str]:
    """Name in the address to module, as the shell has them."""
    tree = ast.parse((webapp_dir() / "app" / "shell.py").read_text(encoding="utf-8"))
    [found] = [node.value for node in ast.walk(tree) if isinstance(node, ast.Assign) and _name(node) == "_VIEWS"]
    listed: dict[str, str] = ast.literal_eval(found)
    return listed


def _name(node: ast.Assign) -> str:
    return getattr(node.targets[0], "id", "")


# Views that somebody sees who is not signed in, by the name of their module: the address, and ``data-ready``.
OF_STRANGERS = {
    "view_signin": ("", "signin"),
    "view_setup": ("#/setup/none-such", "setup"),
    "view_join": ("#/join/none-such", "join"),
    "view_pair": ("#/pair/NONESUCH", "pair"),
}


def not_visited() -> set[str]:
    """Modules of views that neither the shell's list nor the one above has: they would go untested."""
    there = {path.stem for path in (webapp_dir() / "app").glob("view_*.py")}
    return there - set(views().values()) - set(OF_STRANGERS)


def ready_name(view: str) -> str:
    """What ``data-ready`` says when a view is usable."""
    return {"": "home", "member": "wall"}.get(view, view)


def addresses(household: Household) -> dict[str, str]:
    """An address for each view, with records to show; one that is not told of here is asked for a member."""
    member = household.add_member(NAME)
    before = [row("202301"), row("202302", status="未到账"), row("202303")]
    household.save(member, page_of(before, captured_at="2026-03-01T09:00:00+08:00"))
    again = [row("202301"), row("202302"), row("202303", base="9000.00")]
    capture = household.save(member, page_of(again, url="https://other.example.test/pay"))
    facts: list[dict[str, Any]] = household.ask("GET", f"/api/v1/members/{member}/facts")["facts"]
    known = {"": "#/", "fact": f"#/fact/{member}/{facts[0]['id']}", "capture": f"#/capture/{capture}"}
    return {view: known.get(view, f"#/{view}/{member}") for view in views()}
