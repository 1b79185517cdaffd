"""Texts and names within the SQL that engines write."""


def literal(value: str) -> str:
    """Return the value as a literal of SQL."""
    return "'" + value.replace("'", "''") + "'"


def name(column: str) -> str:
    """Return the column's name for SQL."""
    return '"' + column.replace('"', '""') + '"'
