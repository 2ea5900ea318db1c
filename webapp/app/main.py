"""The app's first lines: the shell shows the view that the address names."""

import shell

shell.start()
