"""``make demo``: an invented household with twenty years of records, and sample portal pages to capture from."""
