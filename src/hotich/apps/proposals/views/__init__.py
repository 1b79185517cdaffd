"""Pages of bulk look-ups."""
