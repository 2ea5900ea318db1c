"""Where the sources of the web app are, and where what is built of them goes."""

from __future__ import annotations

from pathlib import Path

WEBAPP = Path(__file__).resolve().parent.parent
ROOT = WEBAPP.parent
BUILT = ROOT / "build" / "webapp"
