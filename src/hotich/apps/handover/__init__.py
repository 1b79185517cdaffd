"""Packages and receipts along their way."""
