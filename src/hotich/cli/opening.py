"""Make a key for receiving data files, and open one that was handed out; nothing else needed."""

import argparse
import os
import sys
from pathlib import Path

import pyrage

from hotich.apps.exports.sealing import open_with


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the file and the private key, or where to keep a new one."""
    parser.add_argument("file", nargs="?", type=Path, help="file that ends in .age")
    parser.add_argument("--key", type=Path, help="file with the private key (AGE-SECRET-KEY-…)")
    parser.add_argument("--to", type=Path, help="where to write; default: the name without .age")
    parser.add_argument(
        "--new-key", type=Path, metavar="FILE", help="make a key pair; print the public half"
    )


def run(options: argparse.Namespace) -> int:
    """Write the opened file and return 0; 1 where it cannot be opened, 2 without a key."""
    if options.new_key is not None:
        return _make_key(options.new_key)
    if options.file is None or options.key is None:
        print("Give the file and --key, or --new-key FILE.", file=sys.stderr)
        return 2
    target = options.to or options.file.with_suffix("")
    private = _private(options.key.read_text("ascii"))
    try:
        content = open_with(private, options.file.read_bytes())
        _write(target, content)
    except ValueError as fault:
        print(f"This key does not open the file: {fault}", file=sys.stderr)
        return 1
    except FileExistsError:
        print(f"{target} is there already.", file=sys.stderr)
        return 1
    print(target)
    return 0


def _make_key(file: Path) -> int:
    identity = pyrage.x25519.Identity.generate()
    try:
        _write(file, f"{identity}\n".encode())
    except FileExistsError:
        print(f"{file} is there already.", file=sys.stderr)
        return 1
    print(identity.to_public())
    return 0


def _private(text: str) -> str:
    """Return the key in a file; lines that begin with # are remarks, as age writes them."""
    lines = [line.strip() for line in text.splitlines()]
    return next((line for line in lines if line and not line.startswith("#")), "")


def _write(file: Path, content: bytes) -> None:
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as opened:
        opened.write(content)
