"""Existing data."""
