"""Tags of the entry room."""
