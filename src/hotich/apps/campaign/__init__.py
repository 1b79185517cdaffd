"""The plan that is carried out, and its difficulties."""
