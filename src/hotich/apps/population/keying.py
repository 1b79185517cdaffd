"""The keys of many persons, reckoned in a process beside the one that writes them.

The helper process knows no database and no settings. It reads one request a line and answers
with numbers; when its reader is gone, however that ended, it ends too.
"""

import json
import os
import subprocess
import sys
from array import array
from collections.abc import Sequence
from types import TracebackType
from typing import IO, Final, TypeAlias

from hotich.apps.population.matched import MATCHED_FIELDS, keys_with
from hotich.core.matching import PartHash

# A person's row in the table and the values of MATCHED_FIELDS.
People: TypeAlias = Sequence[tuple[int, Sequence[str]]]
Keys: TypeAlias = list[tuple[int, int]]
_MODULE: Final = "hotich.apps.population.keying"
_LENGTH: Final = 8


def keys_of(people: People, secret: bytes) -> Keys:
    """Return (key, person row) of all keys of the persons, in the order of the key table."""
    hashed = PartHash(secret)
    return sorted(
        (key, row)
        for row, values in people
        for key in keys_with(dict(zip(MATCHED_FIELDS, values, strict=True)), hashed)
    )


class KeyMaker:
    """Reckons keys while its caller does something else: `start`, later `take`.

    With `beside` false, or when the helper process fails, everything is reckoned at `take`.
    """

    def __init__(self, secret: bytes, *, beside: bool) -> None:
        self._secret = secret
        self._people: People = ()
        self._helper: subprocess.Popen[bytes] | None = _helper() if beside else None

    def __enter__(self) -> "KeyMaker":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the helper process."""
        helper, self._helper = self._helper, None
        if helper is not None:
            helper.kill()
            helper.communicate()

    def start(self, people: People) -> None:
        """Begin to reckon; what was started before must have been taken."""
        self._people = people
        if self._helper is None or self._helper.stdin is None:
            return
        request = json.dumps({"secret": self._secret.hex(), "people": people})
        try:
            self._helper.stdin.write(request.encode() + b"\n")
            self._helper.stdin.flush()
        except OSError:
            self.__exit__(None, None, None)

    def take(self) -> Keys:
        """Return the keys of the persons given to `start`."""
        if self._helper is not None and self._helper.stdout is not None:
            answer = _read_answer(self._helper.stdout)
            if answer is not None:
                return list(zip(answer[::2], answer[1::2], strict=True))
            self.__exit__(None, None, None)
        return keys_of(self._people, self._secret)


def serve(requests: IO[bytes], answers: IO[bytes]) -> None:
    """Answer requests until there are no more."""
    while line := requests.readline():
        request = json.loads(line)
        keys = keys_of(request["people"], bytes.fromhex(request["secret"]))
        numbers = array("q", (number for pair in keys for number in pair)).tobytes()
        answers.write(len(numbers).to_bytes(_LENGTH, "big") + numbers)
        answers.flush()


def _helper() -> "subprocess.Popen[bytes] | None":
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    try:
        return subprocess.Popen(  # noqa: S603 - this very module, by this very interpreter
            [sys.executable, "-m", _MODULE],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
        )
    except OSError:
        return None


def _read_answer(answers: IO[bytes]) -> "array[int] | None":
    size = answers.read(_LENGTH)
    numbers = answers.read(int.from_bytes(size, "big")) if len(size) == _LENGTH else b""
    if not size or len(numbers) != int.from_bytes(size, "big"):
        return None
    found = array("q")
    found.frombytes(numbers)
    return found


if __name__ == "__main__":
    serve(sys.stdin.buffer, sys.stdout.buffer)
