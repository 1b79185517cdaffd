"""Rows of background work: lease and progress."""
