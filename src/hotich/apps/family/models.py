"""Tables of the family room: declared relatives, people found for them, entries kept apart."""

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

OFFICER = "accounts.Officer"


class Relation(models.TextChoices):
    """What a declared person is to the officer; the officer declares himself, too.

    Law: LUAT_HNGD_2014 art. 3(19): kin by marriage, by upbringing and by blood within three
    generations.
    """

    SELF = "self", _("bản thân")
    SPOUSE = "spouse", _("vợ hoặc chồng")
    PARENT = "parent", _("cha, mẹ")
    CHILD = "child", _("con")
    SIBLING = "sibling", _("anh, chị, em ruột")
    GRANDPARENT = "grandparent", _("ông, bà")
    GRANDCHILD = "grandchild", _("cháu nội, cháu ngoại")
    UNCLE_AUNT = "uncle_aunt", _("cô, dì, chú, bác, cậu ruột")
    NEPHEW_NIECE = "nephew_niece", _("cháu gọi bằng cô, dì, chú, bác, cậu")
    COUSIN = "cousin", _("anh, chị, em con chú, con bác, con cô, con cậu, con dì")
    BY_UPBRINGING = "by_upbringing", _("cha, mẹ, con nuôi hoặc người nuôi dưỡng nhau")
    IN_LAW = "in_law", _("cha, mẹ, con, anh, chị, em của vợ hoặc chồng")
    OTHER = "other", _("người thân thích khác")


class Relative(models.Model):
    """A person whom an officer has declared as his kin; withdrawn with a reason, never deleted."""

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    officer = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    relation = models.CharField(max_length=20, choices=Relation.choices)
    full_name = models.CharField(max_length=500)
    # The name without accents, as typed names are compared with it.
    folded = models.CharField(max_length=500)
    birth = models.CharField(max_length=10, blank=True)  # ISO of any precision
    pin = models.CharField(max_length=12, blank=True)
    recorded_at = models.DateTimeField()
    voided_at = models.DateTimeField(null=True)
    void_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        """Rules the database keeps."""

        constraints = [
            models.UniqueConstraint(
                fields=["officer"],
                condition=models.Q(relation="self", voided_at__isnull=True),
                name="relative_self_once",
            ),
            models.CheckConstraint(
                condition=models.Q(voided_at__isnull=True, void_reason="")
                | (models.Q(voided_at__isnull=False) & ~models.Q(void_reason="")),
                name="relative_void_has_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["folded", "birth"], name="relative_name_birth"),
            models.Index(fields=["pin"], name="relative_pin"),
        ]


class Declaration(models.Model):
    """The officer's word, on a day, that his list is complete; asked anew each year."""

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    officer = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    relatives = models.PositiveSmallIntegerField()
    recorded_at = models.DateTimeField()

    class Meta:
        """Rules the database keeps."""

        indexes = [models.Index(fields=["officer", "recorded_at"], name="declaration_last")]


class Ground(models.TextChoices):
    """Why a person of the population register is the officer's kin."""

    DECLARED = "declared", _("đã khai")
    TIE = "tie", _("liên hệ gia đình đã có trong dữ liệu")


class Kin(models.Model):
    """A person of the population register who is the officer himself or his kin; ends, stays."""

    officer = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    person = models.UUIDField()
    ground = models.CharField(max_length=10, choices=Ground.choices)
    recorded_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        """Rules the database keeps."""

        constraints = [
            models.UniqueConstraint(
                fields=["officer", "person"],
                condition=models.Q(ended_at__isnull=True),
                name="kin_once",
            ),
        ]
        indexes = [models.Index(fields=["person", "ended_at"], name="kin_person")]


class Why(models.TextChoices):
    """How it came to light that an entry is about the officer or his kin."""

    TYPED = "typed", _("thông tin đã gõ đúng với người đã khai")
    SHOWN = "shown", _("người thân có trong kết quả tra cứu")
    LINKED = "linked", _("người được liên kết là người thân")
    DECLARED = "declared", _("người thân được khai sau")


class Exclusion(models.Model):
    """An entry that an officer must leave to others; it does not exist for him from then on.

    Two people may lift it where it was a false match. It stays as a row, and comes back for a
    ground that it had not.

    The entry belongs to a higher room: its UUID and its labels are held, and no word of it.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    officer = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    entry = models.UUIDField()
    office = models.UUIDField()
    number = models.CharField(max_length=60)
    book = models.CharField(max_length=300)
    why = models.CharField(max_length=10, choices=Why.choices)
    # Whether a number was being typed, and waits for another officer with what was typed.
    handed_on = models.BooleanField(default=False)
    recorded_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        """Rules the database keeps."""

        constraints = [
            models.UniqueConstraint(
                fields=["officer", "entry"],
                condition=models.Q(lifted_at__isnull=True),
                name="exclusion_once",
            ),
        ]
        indexes = [models.Index(fields=["office", "recorded_at"], name="exclusion_office")]


class ExclusionGround(models.Model):
    """What an exclusion rests on: a declared relative, or a person tied to the officer.

    Of a lifted one: what keeps the entry from him no more.
    """

    exclusion = models.ForeignKey(Exclusion, on_delete=models.PROTECT, related_name="grounds")
    # "relative <uuid>" or "person <uuid>"; a code of Why where neither is known.
    ground = models.CharField(max_length=60)
    recorded_at = models.DateTimeField()

    class Meta:
        """Rules the database keeps."""

        constraints = [
            models.UniqueConstraint(fields=["exclusion", "ground"], name="exclusion_ground_once"),
        ]


class Lifting(models.Model):
    """A leader proposes to lift an exclusion; another one confirms it, or it is dropped.

    `officer` is whom the entry is kept from: he does neither.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    exclusion = models.ForeignKey(Exclusion, on_delete=models.PROTECT, related_name="liftings")
    officer = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=500)
    by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(OFFICER, null=True, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    dropped_by = models.ForeignKey(OFFICER, null=True, on_delete=models.PROTECT, related_name="+")
    dropped_at = models.DateTimeField(null=True)

    class Meta:
        """Rules the database keeps."""

        constraints = [
            models.UniqueConstraint(
                fields=["exclusion"],
                condition=models.Q(dropped_at__isnull=True),
                name="lifting_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(by=models.F("officer")), name="lifting_not_his_own"
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
                | (
                    models.Q(confirmed_at__isnull=False, dropped_at__isnull=True)
                    & ~models.Q(confirmed_by=models.F("by"))
                    & ~models.Q(confirmed_by=models.F("officer"))
                ),
                name="lifting_two_people",
            ),
        ]
