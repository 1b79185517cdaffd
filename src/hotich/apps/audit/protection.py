"""What keeps the audit from being changed in this database, and what does not?

On both databases triggers refuse to change, delete or empty. On PostgreSQL the role that serves
should not own the tables either: then it holds no right to change them and cannot take a trigger
away. On SQLite whoever may write the file may do all; there only the anchors tell.
"""

from collections.abc import Iterator

from django.db import connection

APPEND_ONLY = ("audit_auditrow", "audit_auditsubject")
HEADS = "audit_audithead"
# What the role that serves must not hold; a head moves on, so it may be updated.
_REFUSED = {
    **dict.fromkeys(APPEND_ONLY, ("UPDATE", "DELETE", "TRUNCATE", "TRIGGER")),
    HEADS: ("DELETE", "TRUNCATE", "TRIGGER"),
}


class NoRolesError(Exception):
    """The database knows no roles."""


def weak_points() -> list[str]:
    """Return what the role of this connection could do to the audit, as "PRIVILEGE table".

    Empty on PostgreSQL when it serves under a role of its own; SQLite has no roles: ["file"].
    """
    if connection.vendor != "postgresql":
        return ["file"]
    found = []
    with connection.cursor() as cursor:
        for table, privileges in _REFUSED.items():
            for privilege in privileges:
                cursor.execute(
                    "SELECT has_table_privilege(current_user, %s, %s)", [table, privilege]
                )
                if cursor.fetchone()[0]:
                    found.append(f"{privilege} {table}")
    return found


def grant_to(role: str) -> None:
    """Give the role what serving needs and no more; asked by the owner of the tables.

    Raises: NoRolesError on SQLite; ProgrammingError for a role that is not there.
    """
    if connection.vendor != "postgresql":
        raise NoRolesError
    with connection.cursor() as cursor:
        for statement in _grants(connection.ops.quote_name(role)):
            cursor.execute(statement)


def _grants(role: str) -> Iterator[str]:
    yield f"GRANT USAGE ON SCHEMA public TO {role}"
    yield f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}"
    yield f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}"
    for table, privileges in _REFUSED.items():
        yield f"REVOKE {', '.join(privileges)} ON {table} FROM {role}"
