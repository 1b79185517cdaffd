"""A population register that does not answer."""

from hotich.apps.population.embedded import EmbeddedRegister
from hotich.apps.population.port import RegisterSilentError


class SilentRegister(EmbeddedRegister):
    """Answers neither a look-up nor the wish for a number."""

    def look_up(self, facts, stage, sieve=None):
        raise RegisterSilentError

    def allot(self, key, wanted):
        raise RegisterSilentError
