"""Tables of training: what kind of installation this is, practice books, and their truth."""

from uuid import uuid4

from django.db import models

OFFICER = "accounts.Officer"


class Installation(models.Model):
    """The one row that says whether the data are real or invented; written once, never changed."""

    practice = models.BooleanField()
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="installation_one_row"),
        ]


class PracticeBook(models.Model):
    """A book that an officer practises on; `book` stands once it is prepared."""

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    officer = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    register_type = models.CharField(max_length=6)
    edition = models.CharField(max_length=20)
    volume = models.CharField(max_length=60)
    seed = models.PositiveIntegerField()
    book = models.OneToOneField(
        "registers.Book", null=True, on_delete=models.PROTECT, related_name="+"
    )
    # The jobs that print the book, and that load its people.
    job = models.UUIDField()
    people_job = models.UUIDField(null=True)
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["officer", "recorded_at"], name="practice_officer")]


class PracticeEntry(models.Model):
    """What an entry of a practice book really says, and what was planted against it."""

    practice = models.ForeignKey(PracticeBook, on_delete=models.PROTECT, related_name="entries")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    # By field: text, reading and normalised value.
    truth = models.JSONField()
    # By field what the population database holds otherwise.
    planted = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "year", "number"], name="practice_entry_once"
            ),
        ]
