"""Fail if the models and the migrations say different things."""

import os
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))


def main() -> None:
    with tempfile.TemporaryDirectory() as home:
        os.environ["HOTICH_HOME"] = home
        os.environ["DJANGO_SETTINGS_MODULE"] = "hotich.config.settings"
        import django
        from django.core.management import call_command

        django.setup()
        call_command("makemigrations", check=True, dry_run=True, verbosity=1)
        call_command("check", fail_level="WARNING")


if __name__ == "__main__":
    main()
