"""Fail if a lock file names a host, or a package without its hash."""

import re
import sys
from pathlib import Path

LOCKS = Path(__file__).resolve().parent.parent / "requirements"


def faults(text: str) -> list[str]:
    """Return what is wrong with one lock file's text.

    >>> faults("a==1 \\\\\\n    --hash=sha256:00\\n")
    []
    >>> faults("a==1\\n")
    ['a has no hash']
    """
    found = [f"names a host: {line}" for line in text.splitlines() if "://" in line]
    logical = re.sub(r"\\\n\s*", " ", text).splitlines()
    pinned = [line for line in logical if re.match(r"^[A-Za-z0-9]", line)]
    found += [f"{line.split('==')[0]} has no hash" for line in pinned if "--hash=" not in line]
    return found


def main() -> None:
    bad = [
        f"{file.name}: {fault}"
        for file in sorted(LOCKS.glob("*.txt"))
        for fault in faults(file.read_text())
    ]
    if bad:
        sys.exit("\n".join(bad))


if __name__ == "__main__":
    main()
