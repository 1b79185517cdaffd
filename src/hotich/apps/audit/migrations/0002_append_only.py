"""The database itself refuses to change, delete or empty what the audit holds, on both engines."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

ROWS = ("audit_auditrow", "audit_auditsubject")
HEADS = "audit_audithead"
REFUSED = "audit rows are append-only"
# A head moves on with its row; nothing else may happen to it.
BACK = (
    "NEW.chain <> OLD.chain OR NEW.sequence < OLD.sequence"
    " OR (NEW.sequence = OLD.sequence AND NEW.hash <> OLD.hash)"
)


def refuse_changes(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute(
            "CREATE FUNCTION audit_append_only() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{REFUSED}'; END $$"
        )
    for name, act, table, when in _triggers():
        if editor.connection.vendor == "postgresql":
            condition = f" WHEN ({when})" if when else ""
            editor.execute(
                f"CREATE TRIGGER {name} BEFORE {act} ON {table} FOR EACH ROW{condition}"
                " EXECUTE FUNCTION audit_append_only()"
            )
        else:
            condition = f" WHEN {when}" if when else ""
            editor.execute(
                f"CREATE TRIGGER {name} BEFORE {act} ON {table}{condition}"
                f" BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
            )
    if editor.connection.vendor == "postgresql":
        for table in (*ROWS, HEADS):
            editor.execute(
                f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}"
                " FOR EACH STATEMENT EXECUTE FUNCTION audit_append_only()"
            )


def allow_changes(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    for name, _act, table, _when in _triggers():
        on = f" ON {table}" if editor.connection.vendor == "postgresql" else ""
        editor.execute(f"DROP TRIGGER {name}{on}")
    if editor.connection.vendor == "postgresql":
        for table in (*ROWS, HEADS):
            editor.execute(f"DROP TRIGGER {table}_no_truncate ON {table}")
        editor.execute("DROP FUNCTION audit_append_only()")


def _triggers() -> list[tuple[str, str, str, str]]:
    """Return name, act, table and condition of each trigger on rows."""
    found = [
        (f"{table}_no_{act.lower()}", act, table, "")
        for table in ROWS
        for act in ("UPDATE", "DELETE")
    ]
    return [
        *found,
        (f"{HEADS}_no_delete", "DELETE", HEADS, ""),
        (f"{HEADS}_no_way_back", "UPDATE", HEADS, BACK),
    ]


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [migrations.RunPython(refuse_changes, allow_changes)]
