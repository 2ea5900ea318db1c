"""``make bench``: figures of this machine, medians of several runs; nothing here passes or fails."""
