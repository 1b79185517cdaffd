"""How is a file closed for one receiver? By age, so that any age program opens it again."""

import pyrage

from hotich.apps.exports.problems import KeyUnusableError


def is_key(text: str) -> bool:
    """Return whether the text is the public half of an age key ("age1…")."""
    try:
        pyrage.x25519.Recipient.from_str(text)
    except pyrage.RecipientError:
        return False
    return True


def close_for(key: str, content: bytes) -> bytes:
    """Return the content as a file that only the holder of the key can open.

    Raises: KeyUnusableError.
    """
    if not is_key(key):
        raise KeyUnusableError
    closed: bytes = pyrage.encrypt(content, [pyrage.x25519.Recipient.from_str(key)])
    return closed


def open_with(private: str, file: bytes) -> bytes:
    """Return what was closed for the holder of the private half.

    Raises: ValueError for a key that is none or another's, and for a damaged file.
    """
    try:
        opened: bytes = pyrage.decrypt(file, [pyrage.x25519.Identity.from_str(private)])
    except (pyrage.IdentityError, pyrage.DecryptError) as error:
        raise ValueError(str(error)) from error
    return opened
