"""Who waits to be looked up, and which proposals still hold? Read from dated rows, each time."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextChoices,
    Value,
    When,
)
from django.db.models.functions import Concat
from django.utils.translation import gettext_lazy as _

from hotich.apps.audit.actor import Actor
from hotich.apps.entry.models import Decision, EntryName, FieldValue, Link, Mention, Outcome
from hotich.apps.entry.recorded import RECORDED
from hotich.apps.entry.seeing import visible_entries
from hotich.apps.population.models import ImportBatch, Lookup, Person, PersonFact
from hotich.apps.proposals.models import Proposal, Standing
from hotich.apps.registers.models import Book

# A filter behind `with_holding`.
HOLDS = {"holds": True}
_SEARCH_AGAIN = "search_again"
_UNREAD = "unread"  # the clerk has said "none of them" and has yet to read the rest


class Cause(TextChoices):
    """Why a mention is looked up by a run."""

    RECORDED = RECORDED, _("dữ liệu đã có, chưa tra cứu")
    WAITING = "waiting", _("chờ CSDLQGVDC trả lời")
    LEFT = "left", _("chưa tra cứu hoặc đã sửa sau khi tra cứu")
    RELATED = "related", _("cha, mẹ và người liên quan khác")


PRINCIPAL = (Cause.RECORDED, Cause.WAITING, Cause.LEFT)
BOOK_ORDER = (
    "entry__book__original_office__name",
    "entry__book__volume_label",
    "entry__book",
    "entry__year",
    "entry__number",
    "entry__suffix",
    "entry__occurrence",
    "entry",
    "-principal",
    "role",
    "ordinal",
)


def with_holding(proposals: "QuerySet[Proposal]") -> "QuerySet[Proposal]":
    """Return the proposals with `holds`: whether nothing has happened since that they rest on.

    A later look-up, decision or link of the mention, a new version or the voiding of the entry,
    another value of the person, and people loaded into the register make a proposal old.
    """
    asked_at = OuterRef("lookup__recorded_at")
    later = Lookup.objects.filter(mention=OuterRef("mention"), recorded_at__gt=asked_at)
    decided = Decision.objects.filter(
        mention=OuterRef("mention"), recorded_at__gt=OuterRef("recorded_at")
    )
    linked = Link.objects.filter(mention=OuterRef("mention"), undone_at__isnull=True)
    facts = PersonFact.objects.filter(
        Q(recorded_at__gt=asked_at) | Q(voided_at__gt=asked_at), person__uuid=OuterRef("person")
    )
    gone = Person.objects.filter(uuid=OuterRef("person"), voided_at__isnull=False)
    loaded = ImportBatch.objects.filter(finished_at__gt=asked_at)
    holds = (
        Q(entry_version=F("mention__entry__version"), mention__entry__voided_at__isnull=True)
        & ~Exists(later)
        & ~Exists(decided)
        & ~Exists(linked)
        & ~Exists(facts)
        & ~Exists(gone)
        & ~Exists(loaded)
    )
    return proposals.annotate(holds=ExpressionWrapper(holds, output_field=BooleanField()))


def current_proposals() -> "QuerySet[Proposal]":
    """Return the proposals that hold and wait for an officer, or were refused by one."""
    wanted = Proposal.objects.filter(standing__in=(Standing.OPEN, Standing.REFUSED))
    return with_holding(wanted).filter(**HOLDS)


def due_mentions(
    by: Actor, books: "QuerySet[Book]", causes: Collection[str]
) -> "QuerySet[Mention]":
    """Return the named, unlinked mentions that wait for a look-up, with their `cause`.

    Who has a proposal that holds does not wait.
    """
    last = Decision.objects.filter(mention=OuterRef("pk")).order_by("-recorded_at", "-pk")
    live = Link.objects.filter(mention=OuterRef("pk"), undone_at__isnull=True)
    named = EntryName.objects.filter(
        entry=OuterRef("entry"), field=Concat(OuterRef("role"), Value(".full_name"))
    ).exclude(folded="")
    rows = (
        Mention.objects.filter(
            Exists(named),
            ~Exists(live),
            entry__in=visible_entries(by).filter(book__in=books.order_by().values("pk")),
        )
        .annotate(
            outcome=Subquery(last.values("outcome")[:1]),
            waits=Subquery(last.values("waiting")[:1]),
            said=Subquery(last.values("remark")[:1]),
        )
        .annotate(cause=_cause())
    )
    wanted = {"cause__in": list(causes)}
    rows = rows.filter(**wanted)
    return rows.filter(~Exists(current_proposals().filter(mention=OuterRef("pk"))))


def in_book_order(mentions: "QuerySet[Mention]") -> "QuerySet[Mention]":
    """Return the mentions as they stand in the books."""
    return mentions.order_by(*BOOK_ORDER)


def count_due(by: Actor, books: "QuerySet[Book]") -> dict[UUID, dict[str, int]]:
    """Return by book and cause how many wait for a look-up; books with none are left out."""
    rows = due_mentions(by, books, Cause.values).annotate(why=F("cause"))
    found: dict[UUID, dict[str, int]] = {}
    counted = rows.values_list("entry__book", "why").annotate(count=Count("pk"))
    for book, cause, count in counted.order_by():
        found.setdefault(book, {})[cause] = count
    return found


def _cause() -> Case:
    """Return why a mention waits; "" for one that does not.

    One whom a clerk looked up and left is his to conclude; one that had a proposal which holds
    no more is looked up again.
    """
    answered = Lookup.objects.filter(mention=OuterRef("pk"), answer__silent=False)
    proposed = Proposal.objects.filter(mention=OuterRef("pk"))
    is_open = Q(principal=True) & (Q(outcome=Outcome.UNDECIDED) | Q(outcome__isnull=True))
    is_untouched = ~Exists(answered) | Exists(proposed)
    return Case(
        When(is_open & Q(said__contains=_UNREAD), then=Value("")),
        When(is_open & Q(waits=True), then=Value(Cause.WAITING)),
        When(is_open & Q(said=Cause.RECORDED), then=Value(Cause.RECORDED)),
        When(is_open & (Q(said=_SEARCH_AGAIN) | is_untouched), then=Value(Cause.LEFT)),
        When(Q(principal=False) & is_untouched & _is_told_apart(), then=Value(Cause.RELATED)),
        default=Value(""),
        output_field=CharField(),
    )


def _is_told_apart() -> Q:
    """Return whether more than the name is known: a birth date, or a number through a link."""
    born = FieldValue.objects.filter(
        entry=OuterRef("entry"), field=Concat(OuterRef("role"), Value(".birth_date"))
    ).exclude(text="")
    kin = Link.objects.filter(
        mention__entry=OuterRef("entry"), mention__principal=True, undone_at__isnull=True
    )
    return Q(Exists(born)) | Q(Exists(kin))
