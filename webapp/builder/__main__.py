"""``python -m webapp.builder``: builds the web app into ``build/webapp``, or says with file and line why not."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from webapp.builder.brython import WrongBrython
from webapp.builder.building import build, check
from webapp.builder.freshness import is_fresh
from webapp.builder.places import BUILT
from webapp.builder.staying import stay
from webapp.builder.troubles import BuildRefused


def main() -> int:
    """0 when all is well; 1 with the reasons on the console."""
    parser = argparse.ArgumentParser(prog="python -m webapp.builder", description=__doc__)
    parser.add_argument("--check", action="store_true", help="only look at the modules; write nothing")
    parser.add_argument("--if-newer", action="store_true", help="only where a source is newer than the build")
    stays = "for developing: build for each line of the input, where a source is newer, without compressed forms"
    parser.add_argument("--stay", action="store_true", help=stays)
    parser.add_argument("--keep", type=Path, help="a folder of compiled modules that --stay takes and leaves")
    parser.add_argument("--to", type=Path, default=BUILT, help="the folder to write")
    asked = parser.parse_args()
    try:
        if asked.check:
            check()
        elif asked.stay:
            stay(asked.to, asked.keep, sys.stdin, sys.stdout)
        elif not (asked.if_newer and is_fresh(asked.to)):
            build(asked.to)
    except (BuildRefused, WrongBrython) as refused:
        sys.stderr.write(f"{refused}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
