"""Settings of the test runs: a file database, or PostgreSQL from its wheel."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

SCRATCH = Path(tempfile.mkdtemp(prefix="hotich-test-"))
atexit.register(shutil.rmtree, SCRATCH, ignore_errors=True)
os.environ["HOTICH_HOME"] = str(SCRATCH)
os.environ["HOTICH_SECRET_KEY"] = "only-for-tests"
os.environ["HOTICH_DIGEST_KEY"] = "only-for-tests-too"

if os.environ.get("HOTICH_TEST_DATABASE") == "postgres":
    from tests.support.postgres import start_server

    os.environ["HOTICH_DATABASE_URL"] = start_server(SCRATCH / "postgres")
else:
    os.environ.pop("HOTICH_DATABASE_URL", None)

from hotich.config.settings import *  # noqa: E402, F403  # the environment must be set before
from hotich.config.settings import DATABASES  # noqa: E402

if "HOTICH_DATABASE_URL" not in os.environ:
    # A file, not memory: several threads and processes must meet in it.
    DATABASES["default"]["TEST"] = {"NAME": str(SCRATCH / "test.sqlite3")}
else:
    DATABASES["default"]["OPTIONS"].pop("pool", None)

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
