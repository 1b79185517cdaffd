"""How the tables of keys are stored: on SQLite in their own primary key, on PostgreSQL unpacked."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TABLE = "population_personkey"


def store_keys(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "postgresql":
        # Hashes cannot be compressed; the attempt costs time.
        editor.execute("ALTER TABLE population_keyblock ALTER COLUMN entries SET STORAGE EXTERNAL")
        return
    editor.execute(f"DROP TABLE {TABLE}")
    editor.execute(
        f"CREATE TABLE {TABLE} (key bigint NOT NULL, person_id bigint NOT NULL, "
        "PRIMARY KEY (key, person_id)) WITHOUT ROWID"
    )
    editor.execute(f"CREATE INDEX population_personkey_person ON {TABLE} (person_id)")


class Migration(migrations.Migration):
    dependencies = [("population", "0001_initial")]

    operations = [migrations.RunPython(store_keys, migrations.RunPython.noop)]
