"""The factors of the second step, a module each, all of the shape that ``factor`` tells."""
