"""Settings of one installation; every variable is described in docs/reference/settings.md."""

from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from hotich.config import database, env

database.use_packaged_sqlite()

PACKAGE = Path(__file__).resolve().parent.parent
HOME = Path(env.text("HOTICH_HOME", "var")).resolve()
DEBUG = env.flag("HOTICH_DEBUG", default=False)
SECRET_KEY = env.secret("HOTICH_SECRET_KEY", HOME / "secret.key")
# Keyed digests: of look-up keys and audit rows. Apart from SECRET_KEY so that either can change.
DIGEST_KEY = env.secret("HOTICH_DIGEST_KEY", HOME / "digest.key")
ALLOWED_HOSTS = env.words("HOTICH_ALLOWED_HOSTS", ("127.0.0.1", "localhost", "[::1]"))
# A practice installation allots numbers with province part 000 and says so on every page.
# A production register must be configured to allot at all (design decision 9).
PRACTICE = env.flag("HOTICH_PRACTICE", default=True)
ALLOT = PRACTICE or env.flag("HOTICH_ALLOT", default=False)
# A second proof at each sign-in; only a practice installation may do without.
SECOND_FACTOR = not PRACTICE or env.flag("HOTICH_SECOND_FACTOR", default=False)
# Personal data only at checked and bound computers; a practice installation may do without.
CHECKED_COMPUTERS = not PRACTICE or env.flag("HOTICH_CHECKED_COMPUTERS", default=False)
REGISTER = env.text("HOTICH_REGISTER", "embedded")
EDITIONS_DIR = Path(env.text("HOTICH_EDITIONS_DIR", str(HOME / "editions")))
# What is open about a book's entries goes along when the book passes to another office.
BOOK_FOLLOWERS = ("hotich.apps.entry.custody.follow_book",)
# What must not have happened on an entry that its typist takes back into typing.
UNDO_GUARDS = ("hotich.apps.checking.resting.is_signed",)
# What follows when an officer's family has changed: entries about it are kept from him.
FAMILY_FOLLOWERS = ("hotich.apps.entry.excluding.follow_family",)
# Which entries do not exist for an officer: those about his family, and those sealed from him.
ENTRIES_APART = (
    "hotich.apps.family.queries.entries_apart",
    "hotich.apps.tracking.sealing.entries_apart",
)
# Where in a book they stand: no image of such a page is shown to him.
PLACES_APART = "hotich.apps.entry.places_apart.places_apart"
# Whether an entry still tells what it was sealed for; if so, its seal is not lifted.
SEAL_STANDS = "hotich.apps.entry.descent.is_told"
# Who is named to read what is sealed in his office, and so what came sealed from another one.
SEALED_READERS = "hotich.apps.tracking.sealing.is_reader"
# Whom an officer may not see: a look-up by number answers as if nobody were there.
PERSON_GUARDS = ("hotich.apps.family.queries.is_own_family",)
# Which persons are an officer's own family, for the alerts.
OWN_FAMILY = "hotich.apps.family.queries.own_family"
EXCHANGE = Path(env.text("HOTICH_EXCHANGE", str(HOME / "exchange")))
# Who writes the files with personal data that go out by two people, and how long one may be.
EXPORT_WRITERS = {
    "existing.book": "hotich.apps.existing.exporting.write_book",
    "tracking.list": "hotich.apps.tracking.printing.write_list",
    "oversight.viewers": "hotich.apps.oversight.answering.write_answer",
}
EXPORT_ROWS = env.number("HOTICH_EXPORT_ROWS", 20_000)
# Heads of the audit, one line each; best on a disk that the database is not on.
ANCHORS = Path(env.text("HOTICH_ANCHORS", str(HOME / "anchors.txt")))
KEYS = HOME / "keys"
MEDIA = HOME / "media"
BACKUPS = HOME / "backups"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    "hotich.config",
    "hotich.web",
    "hotich.apps.audit",
    "hotich.apps.accounts",
    "hotich.apps.jobs",
    "hotich.apps.exports",
    "hotich.apps.population",
    "hotich.apps.family",
    "hotich.apps.registers",
    "hotich.apps.scans",
    "hotich.apps.tracking",
    "hotich.apps.entry",
    "hotich.apps.proposals",
    "hotich.apps.existing",
    "hotich.apps.checking",
    "hotich.apps.records",
    "hotich.apps.handover",
    "hotich.apps.campaign",
    "hotich.apps.reports",
    "hotich.apps.oversight",
    "hotich.apps.training",
]

MIDDLEWARE = [
    # Before static files are served: these headers stand on every answer there is.
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "hotich.web.isolation.IsolationMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "hotich.web.language.LanguageMiddleware",
    "hotich.web.nearest.NearestPageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "hotich.apps.accounts.middleware.OfficerMiddleware",
    "hotich.apps.accounts.own_keys.KeyMiddleware",
    "hotich.apps.entry.leaving_to_others.OwnFamilyMiddleware",
    "hotich.apps.family.asking.DeclarationMiddleware",
]

ROOT_URLCONF = "hotich.config.urls"
WSGI_APPLICATION = "hotich.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "hotich.config.navigation.page",
            ],
        },
    },
]

_URL = env.text("HOTICH_DATABASE_URL")
DATABASES = {
    "default": database.from_url(_URL) if _URL else database.sqlite(HOME / "hotich.sqlite3"),
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.Officer"
LOGIN_URL = "accounts:sign_in"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "hotich.apps.accounts.guessable.GuessableWordsValidator"},
]

LANGUAGE_CODE = "vi"
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Strict"
LANGUAGES = [("vi", _("Tiếng Việt")), ("en", _("Tiếng Anh"))]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
NUMBER_GROUPING = 3

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "hotich.web.static_files.PackedStorage"
        if not DEBUG
        else "django.contrib.staticfiles.storage.StaticFilesStorage",
    },
}
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_ALLOW_ALL_ORIGINS = False  # nobody else's page is to read them

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "connect-src": [SELF],
        "font-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# Plain HTTP is served on the loopback only; behind TLS the cookies carry __Host- and Secure.
TLS = env.flag("HOTICH_TLS", default=False)
SESSION_COOKIE_NAME = "__Host-sessionid" if TLS else "sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken" if TLS else "csrftoken"
LANGUAGE_COOKIE_NAME = "__Host-django_language" if TLS else "django_language"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = TLS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Strict"
# Longer than the ten hours of accounts.sessions, which says why a session ended.
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
# Not in a cookie, where the words about somebody would stay at the computer.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
CSRF_FAILURE_VIEW = "hotich.web.errors.csrf_failure"
SECURE_HSTS_SECONDS = 31_536_000 if TLS else 0
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
FILE_UPLOAD_TEMP_DIR = None

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "class": "hotich.config.logs.PlaceFormatter",
            "format": "{asctime} {levelname} {name} {message}",
            "style": "{",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.text("HOTICH_LOG_LEVEL", "WARNING")},
}
