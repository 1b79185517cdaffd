"""What an option of a sample world is: a rate that is told in words, a share, a commune."""

import argparse
from dataclasses import field


def often(default: float, told: str) -> float:
    """Return a dataclass field for how often something occurs, with the words of its option."""
    made: float = field(default=default, metadata={"told": told})
    return made


def read_share(text: str) -> float:
    """Return a number between 0 and 1 of a command line. Raises ArgumentTypeError."""
    share = float(text)
    if not 0 <= share <= 1:
        raise argparse.ArgumentTypeError(text)
    return share


def read_commune(text: str) -> tuple[str, float]:
    """Return code and weight of a commune, written "code" or "code:weight"."""
    code, _, weight = text.partition(":")
    return code, float(weight or 1)
