"""Pages of the cross-check."""
