"""The types everything else speaks of: no file, no clock, no network."""
