"""The machine and the versions that figures were measured with."""

import os
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

PACKAGES = ("duckdb", "splink", "tantivy", "recordlinkage", "rapidfuzz")


def machine() -> dict[str, object]:
    """Return processors, memory, system, versions, and the load now (of the last minute)."""
    from hotich.core.matching import rules

    return {
        "cores": os.cpu_count() or 1,
        "memory_gb": _memory(),
        "system": platform.system(),
        "python": platform.python_version(),
        "packages": {name: _version(name) for name in PACKAGES},
        "rules": rules().version,
        "load": round(os.getloadavg()[0], 1) if hasattr(os, "getloadavg") else None,
    }


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _memory() -> float:
    place = Path("/proc/meminfo")
    if not place.exists():
        return 0.0
    first = place.read_text().split("\n", 1)[0]
    return round(int(first.split()[1]) / 1e6, 1)
