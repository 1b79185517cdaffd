"""The database itself refuses to change or delete a report that was sent, and its line."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

# Table, and when a row of it is frozen (a draft's row is not).
TABLES = (
    ("reports_report", "OLD.sent_at IS NOT NULL"),
    ("reports_reportline", "1 = 1"),
    ("reports_lineparty", "1 = 1"),
)


def freeze(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute(
            "CREATE FUNCTION reports_frozen() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'sent reports are frozen'; END $$"
        )
    for table, frozen in TABLES:
        for act in ("UPDATE", "DELETE"):
            name = f"{table}_no_{act.lower()}"
            if editor.connection.vendor == "postgresql":
                editor.execute(
                    f"CREATE TRIGGER {name} BEFORE {act} ON {table} "
                    f"FOR EACH ROW WHEN ({frozen}) EXECUTE FUNCTION reports_frozen()"
                )
            else:
                editor.execute(
                    f"CREATE TRIGGER {name} BEFORE {act} ON {table} WHEN {frozen} "
                    "BEGIN SELECT RAISE(ABORT, 'sent reports are frozen'); END"
                )


def thaw(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    for table, _frozen in TABLES:
        for act in ("update", "delete"):
            on = f" ON {table}" if editor.connection.vendor == "postgresql" else ""
            editor.execute(f"DROP TRIGGER {table}_no_{act}{on}")
    if editor.connection.vendor == "postgresql":
        editor.execute("DROP FUNCTION reports_frozen()")


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial")]

    operations = [migrations.RunPython(freeze, thaw)]
