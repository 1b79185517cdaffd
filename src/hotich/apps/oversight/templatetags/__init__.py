"""Template tags of the oversight room."""
