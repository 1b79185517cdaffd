"""The WSGI application that waitress serves."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hotich.config.settings")

application = get_wsgi_application()

# After the settings are in force: real data are never served as practice, nor the other way round.
from hotich.apps.training.installation import refuse_other_kind  # noqa: E402

refuse_other_kind()
