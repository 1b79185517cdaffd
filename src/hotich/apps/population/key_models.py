"""Tables by which persons are found: keys in blocks, keys written since, and how common names are.

How they work together is told in docs/adr/0012.
"""

from django.db import models


class KeyTable(models.Model):
    """Which blocks are in use, and for which keys of the model they were made; one row.

    `base` is the generation in use, 0 for none; `generation` the last that was begun. The row is
    locked, shared by writers of persons, alone by the beginning of a new generation.
    """

    base = models.BigIntegerField(default=0)
    generation = models.BigIntegerField(default=0)
    bits = models.SmallIntegerField(default=0)
    digest = models.CharField(max_length=64)
    persons = models.BigIntegerField(default=0)
    made_at = models.DateTimeField(null=True)


class KeyBlock(models.Model):
    """The keys that begin with the same bits: entries of 16 bytes, see `key_blocks`.

    The primary key is the generation and the block's number in its lower 32 bits.
    """

    id = models.BigIntegerField(primary_key=True)
    entries = models.BinaryField()


class PersonKey(models.Model):
    """A key of a person that was written after the blocks.

    Derived from the person's values and made anew whenever they change, so the database checks
    no foreign key. On SQLite the table is its own index (migration 0002).
    """

    pk = models.CompositePrimaryKey("key", "person_id")
    key = models.BigIntegerField()
    person = models.ForeignKey(
        "population.Person", on_delete=models.CASCADE, related_name="keys", db_constraint=False
    )


class KeyedPerson(models.Model):
    """A person whose keys stand in PersonKey; what the blocks say of him counts no more.

    `generation` is the last one begun when it was written: an older one has them in its blocks.
    """

    person = models.OneToOneField(
        "population.Person",
        primary_key=True,
        on_delete=models.CASCADE,
        related_name="+",
        db_constraint=False,
    )
    generation = models.BigIntegerField()

    class Meta:
        """The base that has a person in its blocks is looked for."""

        indexes = [models.Index(fields=["generation"], name="keyed_generation")]


class NameFrequencies(models.Model):
    """How many bear the common names: the table of the model as it was on a day.

    `text` is what `core.matching.read_name_table` reads; look-ups name its digest.
    """

    digest = models.CharField(max_length=64, unique=True)
    as_of = models.CharField(max_length=10)
    persons = models.BigIntegerField()
    names = models.BigIntegerField()
    text = models.TextField()
    recorded_at = models.DateTimeField()
