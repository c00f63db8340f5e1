"""The desk a line at a time: for screen readers, for a dumb terminal, for scripts."""
