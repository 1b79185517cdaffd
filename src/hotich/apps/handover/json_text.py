"""How is JSON from outside read? Only what can be stored: no NUL, no half of a letter."""

import json
from collections.abc import Mapping


def read_json(content: bytes) -> object:
    """Return what the JSON says.

    Raises: ValueError for anything that is not JSON or holds a text that no database keeps.
    """
    try:
        said: object = json.loads(content)
    except RecursionError as error:
        raise ValueError from error
    canonical = json.dumps(said, ensure_ascii=False)
    canonical.encode("utf-8")  # half of a surrogate pair cannot be written
    if "\\u0000" in canonical:
        raise ValueError
    return said


def read_object(content: bytes) -> dict[str, object]:
    """Return the object that the JSON holds; raises ValueError."""
    said = read_json(content)
    if not isinstance(said, dict):
        raise ValueError  # noqa: TRY004  # one exception for all that is not such JSON
    return said


def text_of(said: Mapping[str, object], key: str, most: int = 0) -> str:
    """Return a text of an object, cut to `most` letters if given.

    Raises: KeyError when it is missing; TypeError when it is no text.
    """
    value = said[key]
    if not isinstance(value, str):
        raise TypeError(key)
    return value[:most] if most else value
