"""Weekly and ad hoc reports up the hierarchy."""
