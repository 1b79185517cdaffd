"""Cross-check of entries, reconciliation and lock of a book."""
