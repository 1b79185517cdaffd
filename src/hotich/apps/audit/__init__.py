"""Append-only, hash-chained record of every write and every view of a person."""
