"""Tables of the embedded population register: persons with history, look-ups, numbers."""

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from hotich.apps.population.key_models import (
    KeyBlock,
    KeyedPerson,
    KeyTable,
    NameFrequencies,
    PersonKey,
)
from hotich.apps.population.life_models import (
    Alert,
    AlertKind,
    DeathConfirmation,
    DeathState,
    DeathStep,
    LifeEvent,
    LifeEventKind,
)
from hotich.apps.population.quota_models import DailyUse, QuotaKind, QuotaLimit, QuotaRaise
from hotich.core.persons import PERSON_FIELDS

__all__ = [
    "ENDED",
    "PERSON_FIELDS",
    "Alert",
    "AlertKind",
    "Allotment",
    "Breadth",
    "DailyUse",
    "DeathConfirmation",
    "DeathState",
    "DeathStep",
    "FactSource",
    "FormerNumber",
    "ImportBatch",
    "ImportFinding",
    "KeyBlock",
    "KeyTable",
    "KeyedPerson",
    "LifeEvent",
    "LifeEventKind",
    "LifeState",
    "Lookup",
    "LookupAnswer",
    "LookupCandidate",
    "NameFrequencies",
    "NumberRequest",
    "NumberRequestItem",
    "NumberRequestStep",
    "Person",
    "PersonFact",
    "PersonKey",
    "PopulationChange",
    "QuotaKind",
    "QuotaLimit",
    "QuotaRaise",
    "RequestState",
]

OFFICER = "accounts.Officer"


class ImportBatch(models.Model):
    """One file loaded into the register; its UUID is that of the job that loads it."""

    uuid = models.UUIDField(primary_key=True)
    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    rows = models.PositiveBigIntegerField(default=0)
    refused = models.PositiveBigIntegerField(default=0)
    remarked = models.PositiveBigIntegerField(default=0)
    office = models.UUIDField(null=True)
    by = models.ForeignKey(OFFICER, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)


class ImportFinding(models.Model):
    """A row of the file that was refused, or loaded with a remark; never the value itself.

    `line` is the line in a CSV file (the heading is line 1) and the row in a Parquet file.
    """

    batch = models.ForeignKey(ImportBatch, on_delete=models.PROTECT, related_name="findings")
    line = models.PositiveBigIntegerField()
    column = models.CharField(max_length=40, blank=True)
    reason = models.CharField(max_length=40)
    refused = models.BooleanField()

    class Meta:
        indexes = [models.Index(fields=["batch", "line"], name="import_finding_line")]


class Person(models.Model):
    """A person as the population register has him now; how it came to be so is in PersonFact."""

    uuid = models.UUIDField(unique=True, default=uuid4)
    pin = models.CharField(max_length=12, unique=True, null=True)
    full_name = models.CharField(max_length=500, blank=True)
    other_names = models.CharField(max_length=500, blank=True)
    sex = models.CharField(max_length=10, default="unknown")
    birth_date = models.CharField(max_length=10, blank=True)
    commune_code = models.CharField(max_length=8, blank=True)
    commune_as_of = models.CharField(max_length=10, blank=True)
    place_of_birth = models.CharField(max_length=1000, blank=True)
    hometown = models.CharField(max_length=1000, blank=True)
    ethnicity = models.CharField(max_length=100, blank=True)
    nationality = models.CharField(max_length=100, blank=True)
    father_name = models.CharField(max_length=500, blank=True)
    mother_name = models.CharField(max_length=500, blank=True)
    father_pin = models.CharField(max_length=12, blank=True)
    mother_pin = models.CharField(max_length=12, blank=True)
    father_birth = models.CharField(max_length=10, blank=True)
    mother_birth = models.CharField(max_length=10, blank=True)
    adoptive_father_name = models.CharField(max_length=500, blank=True)
    adoptive_mother_name = models.CharField(max_length=500, blank=True)
    spouse_name = models.CharField(max_length=500, blank=True)
    spouse_pin = models.CharField(max_length=12, blank=True)
    residence = models.CharField(max_length=1000, blank=True)
    residence_code = models.CharField(max_length=8, blank=True)
    old_id_number = models.CharField(max_length=20, blank=True)
    death_date = models.CharField(max_length=10, blank=True)
    batch = models.ForeignKey(
        ImportBatch, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    # Created by this campaign for the mention; null for imported persons.
    created_for = models.UUIDField(null=True)
    recorded_at = models.DateTimeField()
    voided_at = models.DateTimeField(null=True)
    void_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["created_for"],
                condition=models.Q(voided_at__isnull=True),
                name="person_created_once",
            ),
        ]
        indexes = [
            models.Index(fields=["batch", "id"], name="person_batch"),
            models.Index(
                fields=["old_id_number"],
                condition=models.Q(old_id_number__gt=""),
                name="person_old_id",
            ),
        ]


class FactSource(models.TextChoices):
    """Where a value of a person came from."""

    IMPORT = "import", _("dữ liệu nạp ban đầu")
    REGISTER = "register", _("sổ hộ tịch")
    DECISION = "decision", _("quyết định của Trưởng Công an xã")
    NEW_PERSON = "new_person", _("nhập mới công dân")


class PersonFact(models.Model):
    """One value a person received, never overwritten; voided when its source is withdrawn.

    Facts of one field count in the order in which they were written. The first one's `previous`
    is the value before any of them: what was imported, or nothing.
    """

    uuid = models.UUIDField(unique=True, default=uuid4)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="facts")
    field = models.CharField(max_length=40)
    value = models.CharField(max_length=1000)
    previous = models.CharField(max_length=1000, blank=True)
    # Whether it became the person's current value, or stands beside one that was there.
    applied = models.BooleanField()
    source = models.CharField(max_length=12, choices=FactSource.choices)
    source_uuid = models.UUIDField(null=True)  # mention, change or request
    source_label = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(OFFICER, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    voided_at = models.DateTimeField(null=True)
    void_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "field", "source_uuid"],
                condition=models.Q(voided_at__isnull=True, source="register"),
                name="fact_once_per_mention",
            ),
        ]
        indexes = [models.Index(fields=["source_uuid"], name="fact_source")]


class PopulationChange(models.Model):
    """A value changed by a recorded decision of the commune police chief."""

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="changes")
    field = models.CharField(max_length=40)
    old_value = models.CharField(max_length=1000, blank=True)
    new_value = models.CharField(max_length=1000, blank=True)
    decision_number = models.CharField(max_length=100)
    decision_date = models.DateField()
    decided_by = models.CharField(max_length=200)
    difference = models.UUIDField(null=True)
    by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()


class FormerNumber(models.Model):
    """A number that a person had before a decision gave him another; it is never given again."""

    pin = models.CharField(max_length=12, primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="former_numbers")
    recorded_at = models.DateTimeField()


class Breadth(models.TextChoices):
    """How wide a look-up went."""

    NARROW = "narrow", _("hẹp")
    WIDE = "wide", _("rộng")


class Lookup(models.Model):
    """Who looked for whom, when and why; kept always."""

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    mention = models.UUIDField()
    entry = models.UUIDField()
    office = models.UUIDField()
    by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=200)
    breadth = models.CharField(max_length=8, choices=Breadth.choices)
    terms = models.JSONField()
    model_version = models.CharField(max_length=40)
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["mention", "recorded_at"], name="lookup_mention"),
            models.Index(fields=["by", "recorded_at"], name="lookup_by"),
        ]


class LookupAnswer(models.Model):
    """What the register answered: candidates in order with their weights, or silence.

    `lead` and `bits` are null where there was nobody to compare. `rarity` is by fact: one person
    in so many bears the name of the entry; 0 where the name is too rare to be counted.
    """

    lookup = models.OneToOneField(
        Lookup, primary_key=True, on_delete=models.PROTECT, related_name="answer"
    )
    silent = models.BooleanField(default=False)
    identity = models.CharField(max_length=10, blank=True)  # link, look, absent
    # What went into the judgement besides the candidates.
    persons = models.PositiveBigIntegerField(default=0)
    wide = models.BooleanField(default=False)
    stage = models.CharField(max_length=8, blank=True)  # sharp, narrow, wide
    mode = models.CharField(max_length=12, blank=True)  # screen, unattended
    lead = models.FloatField(null=True)
    bits = models.FloatField(null=True)
    veto = models.CharField(max_length=40, blank=True)
    rarity = models.JSONField(default=dict)
    # Which table of names was used; "" for none.
    names_digest = models.CharField(max_length=64, blank=True)
    recorded_at = models.DateTimeField()


class LookupCandidate(models.Model):
    """A person who was shown in answer to a look-up, in order, with his weights."""

    lookup = models.ForeignKey(Lookup, on_delete=models.PROTECT, related_name="candidates")
    person = models.UUIDField()
    place = models.PositiveSmallIntegerField()
    bits = models.FloatField()
    levels = models.JSONField()  # [[fact, level, bits], ...]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["lookup", "place"], name="candidate_place_once"),
        ]
        indexes = [models.Index(fields=["person"], name="candidate_person")]


class LifeState(models.TextChoices):
    """Whether the person a number is asked for lives."""

    ALIVE = "alive", _("còn sống")
    DEAD = "dead", _("đã chết")
    ABROAD = "abroad", _("ở nước ngoài")
    UNKNOWN = "unknown", _("chưa rõ")


class RequestState(models.TextChoices):
    """Steps of a number request."""

    REQUESTED = "requested", _("đã đề nghị")
    CONFIRMED = "confirmed", _("đã xác nhận có trong sổ")
    INCOMPLETE = "incomplete", _("thiếu thông tin")
    RELEASED = "released", _("đã duyệt cấp")
    WAITING = "waiting", _("chờ hệ thống trả số")
    ALLOTTED = "allotted", _("đã cấp")
    REFUSED = "refused", _("bị từ chối")
    NONE_BY_RULE = "none_by_rule", _("không cấp theo quy định")
    WITHDRAWN = "withdrawn", _("đã rút")


ENDED = (RequestState.REFUSED, RequestState.NONE_BY_RULE, RequestState.WITHDRAWN)


class NumberRequest(models.Model):
    """A request for a new person and personal ID number; one alive for a mention.

    `facts` are what the entry said at the request: by the law's names of facts ("full_name",
    see core.registers.NUMBER_FACTS), "parentage", and person fields beside ("commune_code"). An
    allotted request stays alive.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    mention = models.UUIDField()
    entry = models.UUIDField()
    entry_label = models.CharField(max_length=200)
    # The entry's book and its type: who is appointed to other books does not see the request.
    register_type = models.CharField(max_length=6, blank=True)
    book = models.UUIDField(null=True)
    office = models.UUIDField()
    facts = models.JSONField()
    life = models.CharField(max_length=10, choices=LifeState.choices)
    basis = models.CharField(max_length=500)
    by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["mention"],
                condition=models.Q(ended_at__isnull=True),
                name="number_request_one_alive",
            ),
        ]


class NumberRequestStep(models.Model):
    """A dated state of a number request."""

    request = models.ForeignKey(NumberRequest, on_delete=models.PROTECT, related_name="steps")
    state = models.CharField(max_length=14, choices=RequestState.choices)
    note = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(OFFICER, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()


class NumberRequestItem(models.Model):
    """An item of the legal gate that the register text lacks, given with its document."""

    request = models.ForeignKey(NumberRequest, on_delete=models.PROTECT, related_name="items")
    field = models.CharField(max_length=60)
    value = models.CharField(max_length=1000)
    document = models.CharField(max_length=500)
    by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()


class Allotment(models.Model):
    """A number allotted by the embedded register; the same for every retry under one key.

    The key is the mention's UUID, or one derived from it when a person who was created for the
    mention has been voided: that number is never given again.
    """

    key = models.UUIDField(primary_key=True)
    pin = models.CharField(max_length=12, unique=True)
    recorded_at = models.DateTimeField()


class OfficeMove(models.Model):
    """A number request or a death to confirm that passed to another office with its book."""

    moved = models.UUIDField()
    entry = models.UUIDField()
    from_office = models.UUIDField()
    to_office = models.UUIDField()
    by = models.ForeignKey(OFFICER, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["moved", "recorded_at"], name="office_move_time")]
