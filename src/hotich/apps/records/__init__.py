"""Electronic civil-status records, as received."""
