"""The matching model run in bulk."""
