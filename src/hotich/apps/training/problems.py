"""What can go wrong in training, as exceptions that carry data and no prose."""


class NotPracticeError(Exception):
    """Nobody practises in an installation that holds real data."""


class OtherKindError(Exception):
    """The database is a practice one and the settings say production, or the other way round."""

    def __init__(self, *, practice_data: bool) -> None:
        super().__init__(practice_data)
        self.practice_data = practice_data


class OpenBookError(Exception):
    """The officer has a practice book of the type that is not typed to its end yet."""


class NobodyPreparesError(Exception):
    """The practice office has no justice officer in whose name a book could be prepared."""


class UnknownTypeError(Exception):
    """No such register type or printed form to practise on."""
