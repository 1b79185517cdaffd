"""Sign an officer in without the form: the browser's session and the row that keeps it open."""

from django.test import Client
from django.utils import timezone

from hotich.apps.accounts.models import Officer, OfficerSession
from hotich.apps.accounts.sessions import digest_of


def signed_in(officer: Officer, client: Client | None = None) -> Client:
    """Return a client in which the officer has signed in; a second one is the same browser."""
    client = client or Client()
    client.force_login(officer)
    now = timezone.now()
    key = digest_of(client.session.session_key or "")
    OfficerSession.objects.update_or_create(
        officer=officer,
        ended_at=None,
        defaults={"key": key, "started_at": now, "seen_at": now, "locked_at": None},
    )
    return client
