"""``python -m shebaobu.cli`` is ``shebaobu``."""

from shebaobu.cli import main

raise SystemExit(main())
