"""Pages of the scans room."""
