"""Text fit for files that refuse control characters."""

import re

_REFUSED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def printable(text: str) -> str:
    """Return the text with characters that XML cannot hold shown as U+FFFD."""
    return _REFUSED.sub("\ufffd", text)
