"""What became of some entries, and the shares that follow."""

from dataclasses import dataclass

from hotich.engines.evaluation.shares import Share, share


@dataclass(frozen=True, slots=True)
class Counts:
    """What became of some entries. `existing` are those whose person is in the population."""

    entries: int
    existing: int
    links: int
    wrong: int
    wrong_absent: int
    looks: int
    absent: int
    called_absent: int
    top_1: int
    at_5: int | None = None

    @property
    def wrong_links(self) -> Share:
        """Links to somebody else, of all entries."""
        return share(self.wrong, self.entries)

    @property
    def existing_called_absent(self) -> Share:
        """Persons called absent though they exist, of those who exist."""
        return share(self.called_absent, self.existing)

    @property
    def clerk(self) -> Share:
        """Entries a clerk has to look at, of all."""
        return share(self.looks, self.entries)

    @property
    def precision(self) -> Share:
        """Right links of all links."""
        return share(self.links - self.wrong, self.links)

    @property
    def recall(self) -> Share:
        """Right links of those who exist."""
        return share(self.links - self.wrong, self.existing)

    @property
    def absent_linked(self) -> Share:
        """Absent persons hung on somebody, of the absent."""
        return share(self.wrong_absent, self.entries - self.existing)

    @property
    def first(self) -> Share:
        """The right person is the heaviest, of those who exist."""
        return share(self.top_1, self.existing)

    @property
    def among_five(self) -> Share | None:
        """The right person is among the first five, of those who exist; None without candidates."""
        return None if self.at_5 is None else share(self.at_5, self.existing)
