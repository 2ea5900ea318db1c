"""Builds the web app into the wheel: who installs it gets it compiled, and needs nothing that compiled it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class WebappHook(BuildHookInterface):
    """Called by hatchling before it puts a wheel together; an editable one leaves the build where it is."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build, and name the folder that goes into the wheel."""
        if self.target_name != "wheel":
            return
        sys.path.insert(0, self.root)
        from webapp.builder.building import build

        target = Path(self.root) / "build" / "webapp"
        build(target)
        if version != "editable":
            build_data["force_include"][str(target)] = "shebaobu/webapp/built"
