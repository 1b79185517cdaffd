"""Tables of the tracking list: cases, differences with dated steps, minutes, remedies."""

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

OFFICER = "accounts.Officer"


class CaseReason(models.TextChoices):
    """Why a case was opened."""

    DIFFERENCES = "differences", _("thông tin khác nhau")
    REJECTED = "rejected", _("bên nhận trả lại")


class Closing(models.TextChoices):
    """Why a case was closed."""

    SETTLED = "settled", _("mọi thông tin đã có kết quả")
    NONE_LEFT = "none_left", _("không còn thông tin khác nhau")
    LINK_UNDONE = "link_undone", _("đã gỡ liên kết")


class Case(models.Model):
    """An entry's person whose facts differ; at most one open for a mention.

    The mention, entry and person belong to other rooms, so their UUIDs and a label are held, and
    the book's beside them: who is appointed to other books does not see the case.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    mention = models.UUIDField()
    entry = models.UUIDField()
    entry_label = models.CharField(max_length=200)
    # The label without accents, for search.
    label_folded = models.CharField(max_length=200)
    register_type = models.CharField(max_length=6)
    book = models.UUIDField(null=True)
    person = models.UUIDField(null=True)
    reason = models.CharField(max_length=12, choices=CaseReason.choices)
    office = models.ForeignKey("accounts.Office", on_delete=models.PROTECT, related_name="+")
    original_office = models.ForeignKey(
        "accounts.Office", on_delete=models.PROTECT, related_name="+"
    )
    opened_by = models.ForeignKey(OFFICER, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(OFFICER, null=True, on_delete=models.PROTECT, related_name="+")
    closing = models.CharField(max_length=12, choices=Closing.choices, blank=True)
    closing_note = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["mention"],
                condition=models.Q(closed_at__isnull=True),
                name="case_one_open",
            ),
            models.CheckConstraint(
                condition=models.Q(closed_at__isnull=True, closing="")
                | (models.Q(closed_at__isnull=False) & ~models.Q(closing="")),
                name="case_closed_why",
            ),
        ]
        indexes = [models.Index(fields=["office", "closed_at"], name="case_office_closed")]


class Rejection(models.Model):
    """A fault the receiver of the data found in the entry; answered once, with its date."""

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="rejections")
    note = models.CharField(max_length=500)
    by = models.ForeignKey(OFFICER, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    answer = models.CharField(max_length=1000, blank=True)
    answered_by = models.ForeignKey(OFFICER, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)


class CaseOwner(models.Model):
    """Who works on the case since when; the last row holds."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="owners")
    officer = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()


class CaseMove(models.Model):
    """A case that passed to another office together with its book."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="moves")
    from_office = models.ForeignKey("accounts.Office", on_delete=models.PROTECT, related_name="+")
    to_office = models.ForeignKey("accounts.Office", on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(OFFICER, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()


class Difference(models.Model):
    """One field in which the register and the population database differ.

    The two texts are copies that a correction refreshes; the voided row keeps the old ones.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="differences")
    field = models.CharField(max_length=60)
    register_text = models.CharField(max_length=1000, blank=True)
    population_value = models.CharField(max_length=1000, blank=True)
    kind = models.CharField(max_length=30)
    # Code of the comparison's reason, such as "y_i"; words by core.discrepancies.reason_words.
    reason = models.CharField(max_length=100, blank=True)
    basic = models.BooleanField()
    recorded_at = models.DateTimeField()
    voided_at = models.DateTimeField(null=True)
    void_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "field"],
                condition=models.Q(voided_at__isnull=True),
                name="difference_once",
            ),
        ]


class Step(models.TextChoices):
    """How far a difference is; each is a dated row."""

    NEW = "new", _("mới")
    VERIFYING = "verifying", _("đang kiểm tra, xác minh")
    ESTABLISHED = "established", _("đã xác định")
    GUIDED = "guided", _("đã hướng dẫn công dân")
    LODGED = "lodged", _("đã nộp hồ sơ")
    RESULT = "result", _("đã có kết quả")
    NOT_POSSIBLE = "not_possible", _("không thực hiện được")


class RightSide(models.TextChoices):
    """Which side was established to be right."""

    BOOK = "book", _("sổ hộ tịch đúng")
    POPULATION = "population", _("CSDLQGVDC đúng")
    NEITHER = "neither", _("cả hai đều chưa đúng")
    TYPING = "typing", _("lỗi nhập liệu")
    UNKNOWN = "unknown", _("không xác định được")


class DifferenceStep(models.Model):
    """A dated step of a difference, with what it established."""

    difference = models.ForeignKey(Difference, on_delete=models.PROTECT, related_name="steps")
    step = models.CharField(max_length=12, choices=Step.choices)
    right_side = models.CharField(max_length=10, choices=RightSide.choices, blank=True)
    value = models.CharField(max_length=1000, blank=True)
    evidence = models.CharField(max_length=1000, blank=True)
    note = models.CharField(max_length=1000, blank=True)
    by = models.ForeignKey(OFFICER, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()


class Minutes(models.Model):
    """Minutes of a check (biên bản kiểm tra, xác minh) by the justice and the police officer."""

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="minutes")
    on_day = models.DateField()
    place = models.CharField(max_length=300, blank=True)
    text = models.TextField()
    justice_officer = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    police_officer = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(justice_officer=models.F("police_officer")),
                name="minutes_two_officers",
            ),
        ]


class RemedyKind(models.TextChoices):
    """What the law offers for a difference."""

    ADJUSTMENT = "adjustment", _("điều chỉnh thông tin dân cư")
    RECTIFICATION = "rectification", _("cải chính hộ tịch")
    SUPPLEMENT = "supplement", _("bổ sung hộ tịch")
    CHANGE = "change", _("thay đổi hộ tịch")
    ETHNICITY = "ethnicity", _("xác định lại dân tộc")
    COURT = "court", _("ghi vào sổ theo bản án, quyết định")
    NEW_NUMBER = "new_number", _("hủy, xác lập lại số định danh")
    TYPING_CORRECTED = "typing_corrected", _("đã sửa lỗi nhập liệu")
    NONE = "none", _("không cần thực hiện")


class Remedy(models.Model):
    """A remedy lodged for a difference; its result is set once, with its date."""

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    difference = models.ForeignKey(Difference, on_delete=models.PROTECT, related_name="remedies")
    kind = models.CharField(max_length=20, choices=RemedyKind.choices)
    target = models.CharField(max_length=200, blank=True)
    number = models.CharField(max_length=100, blank=True)
    lodged_on = models.DateField(null=True)
    # A number is cancelled and made anew only if the citizen wants it.
    citizen_asked = models.BooleanField(default=False)
    by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    granted = models.BooleanField(null=True)
    result_number = models.CharField(max_length=100, blank=True)
    result_on = models.DateField(null=True)
    result_note = models.CharField(max_length=1000, blank=True)
    result_by = models.ForeignKey(OFFICER, null=True, on_delete=models.PROTECT, related_name="+")
    result_at = models.DateTimeField(null=True)
    # A remedy of the book is carried out when a second officer has noted it on the entry.
    noted_by = models.ForeignKey(OFFICER, null=True, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(noted_by__isnull=True)
                | ~models.Q(noted_by=models.F("result_by")),
                name="remedy_two_officers",
            ),
        ]


class SealReason(models.TextChoices):
    """Why an entry is sealed."""

    ADOPTION = "adoption", _("nuôi con nuôi")
    RECOGNITION = "recognition", _("nhận cha, mẹ, con")


class Seal(models.Model):
    """An entry on the sealed list (danh sách kín).

    What differs of a child's parents tells of an adoption or a recognition. Only the named readers
    of the office see it, and what hangs on it. Two of them may lift it once nothing tells of that
    any more; the row stays.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    entry = models.UUIDField()
    office = models.ForeignKey("accounts.Office", on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=12, choices=SealReason.choices)
    by = models.ForeignKey(OFFICER, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["entry"], condition=models.Q(lifted_at__isnull=True), name="seal_once"
            ),
        ]
        indexes = [models.Index(fields=["office", "recorded_at"], name="seal_office")]


class SealLifting(models.Model):
    """A reader of the sealed list proposes to lift a seal; another one confirms, or it is dropped.

    `sealed_by` is whose act has sealed the entry: he does neither.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    seal = models.ForeignKey(Seal, on_delete=models.PROTECT, related_name="liftings")
    sealed_by = models.ForeignKey(OFFICER, null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=500)
    by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(OFFICER, null=True, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    dropped_by = models.ForeignKey(OFFICER, null=True, on_delete=models.PROTECT, related_name="+")
    dropped_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["seal"],
                condition=models.Q(dropped_at__isnull=True),
                name="seal_lifting_once",
            ),
            models.CheckConstraint(
                condition=models.Q(sealed_by__isnull=True) | ~models.Q(by=models.F("sealed_by")),
                name="seal_lifting_not_his_own",
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
                | (
                    models.Q(confirmed_at__isnull=False, dropped_at__isnull=True)
                    & ~models.Q(confirmed_by=models.F("by"))
                    & (
                        models.Q(sealed_by__isnull=True)
                        | ~models.Q(confirmed_by=models.F("sealed_by"))
                    )
                ),
                name="seal_lifting_two_people",
            ),
        ]


class SealReader(models.Model):
    """An officer who may read the sealed list of an office: named by one, confirmed by another."""

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    office = models.ForeignKey("accounts.Office", on_delete=models.PROTECT, related_name="+")
    officer = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=500)
    by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(OFFICER, null=True, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(OFFICER, null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["office", "officer"],
                condition=models.Q(ended_at__isnull=True),
                name="seal_reader_once",
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
                | (
                    models.Q(confirmed_at__isnull=False)
                    & ~models.Q(confirmed_by=models.F("by"))
                    & ~models.Q(confirmed_by=models.F("officer"))
                ),
                name="seal_reader_two_people",
            ),
        ]


class Notice(models.Model):
    """A notice to the office whose book a case concerns."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="notices")
    office = models.ForeignKey("accounts.Office", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
