"""Typing an entry: reservation, look-up, outcome, saving."""
