"""Reading our own export again: checked strictly, shown before it is done, one commit, undone as a whole."""
