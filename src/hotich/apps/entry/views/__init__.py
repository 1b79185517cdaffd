"""Pages of the entry room."""
