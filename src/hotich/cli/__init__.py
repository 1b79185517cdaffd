"""The `hotich` command: thin."""
