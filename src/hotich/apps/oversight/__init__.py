"""Pages on the audit: who did and saw what."""
