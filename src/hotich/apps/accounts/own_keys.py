"""The officer's own key map: his choices beside the table, merged for each request."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from hotich.apps.accounts.models import KeyChoice, Officer
from hotich.apps.audit.actor import Actor
from hotich.apps.audit.writing import record, writing
from hotich.web.keys import KEYS, KeyMap, Refusal, UnknownKeyError, in_force, merged, refusal


class RefusedComboError(Exception):
    """The combination cannot be chosen; `refusal` says why."""

    def __init__(self, refused: Refusal) -> None:
        self.refusal = refused
        super().__init__(refused.why)


def choices_of(officer: UUID) -> dict[str, str]:
    """Return the officer's own combinations by action, the older choice first."""
    rows = KeyChoice.objects.filter(officer=officer).exclude(combo="").order_by("recorded_at", "pk")
    return dict(rows.values_list("action", "combo"))


def keys_of(officer: UUID) -> KeyMap:
    """Return the key map with the officer's choices."""
    return merged(choices_of(officer))


def choose_key(*, by: Actor, action: str, combo: str) -> None:
    """Give one action another combination for this officer alone.

    Raises: UnknownKeyError; RefusedComboError.
    """
    with writing(by) as at:
        now = keys_of(by.officer_id)
        before = _combo_of(now, action)
        if refused := refusal(action, combo, now):
            raise RefusedComboError(refused)
        # A choice without force any more may still hold the combination.
        KeyChoice.objects.filter(officer=by.officer_id, combo=combo).update(combo="")
        own = "" if combo == _combo_of(KEYS, action) else combo
        KeyChoice.objects.update_or_create(
            officer_id=by.officer_id, action=action, defaults={"combo": own, "recorded_at": at}
        )
        record(
            by, "officer.key_chosen", by.officer_id, before={action: before}, after={action: combo}
        )


def reset_keys(*, by: Actor, action: str = "") -> None:
    """Take back the officer's choice for an action, or for every action.

    Raises: UnknownKeyError; RefusedComboError, another action holds the table's combination now.
    """
    with writing(by) as at:
        held = choices_of(by.officer_id)
        if action:
            combo = _combo_of(KEYS, action)
            if refused := refusal(action, combo, keys_of(by.officer_id)):
                raise RefusedComboError(refused)
        wanted = {each: combo for each, combo in held.items() if action in ("", each)}
        KeyChoice.objects.filter(officer=by.officer_id, action__in=wanted).update(
            combo="", recorded_at=at
        )
        record(by, "officer.keys_reset", by.officer_id, before=wanted)


def _combo_of(keys: KeyMap, action: str) -> str:
    for key in keys:
        if key.action == action:
            return key.combo
    raise UnknownKeyError(action)


class KeyMiddleware:
    """Let the officer's own keys stand in every page of his; they are read when first needed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the response, made with the officer's key map in force."""
        user = request.user
        if not isinstance(user, Officer):
            return self.get_response(request)
        officer = user.pk
        with in_force(lambda: keys_of(officer)):
            return self.get_response(request)
