"""The Django shell, one bounded context each."""
