"""Tags of the scans room."""
