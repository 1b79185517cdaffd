"""What an earlier look-up rested on, shown again."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from hotich.apps.accounts.guard import page
from hotich.apps.accounts.middleware import OfficerRequest
from hotich.apps.accounts.permissions import Permission
from hotich.apps.entry import queries
from hotich.apps.entry.values import type_of
from hotich.apps.entry.views.entries import mention_or_404
from hotich.apps.population.explaining import explain_again, lookup_of
from hotich.apps.population.models import Lookup, LookupAnswer
from hotich.apps.population.port import RegisterSilentError
from hotich.apps.registers.queries import book_label
from hotich.core.matching import IDENTITY_WORDS, VETO_WORDS, Identity


@require_GET
@page(Permission.PERSON_VIEW)
def evidence(request: OfficerRequest, lookup: UUID) -> HttpResponse:
    """Show why the candidates of a look-up of the officer's own entries were shown."""
    try:
        mention = mention_or_404(request, lookup_of(lookup).mention)
    except Lookup.DoesNotExist as fault:
        raise Http404 from fault
    context: dict[str, object] = {
        "entry": mention.entry,
        "mention": mention,
        "role": type_of(mention.entry).role(mention.role).label,
        "number": queries.number_label(mention.entry),
        "book": mention.entry.book,
        "book_label": book_label(mention.entry.book),
    }
    try:
        kept = explain_again(by=request.actor, lookup=lookup, reason="xem lại căn cứ tra cứu")
    except LookupAnswer.DoesNotExist as fault:
        raise Http404 from fault
    except RegisterSilentError:
        return render(request, "entry/evidence.html", context | {"silent": True})
    said = _(IDENTITY_WORDS[Identity(kept.identity)])
    veto = VETO_WORDS.get(kept.veto, "")
    context |= {
        "kept": kept,
        "explanation": kept.explanation,
        "said": f"{said}: {_(veto)}" if veto else said,
    }
    return render(request, "entry/evidence.html", context)
