"""Styles and modules as they are served: with a hash in the name, packed, without comments."""

import re
from typing import Final

from django.core.files.base import ContentFile, File
from whitenoise.storage import CompressedManifestStaticFilesStorage

# Of our own files only, and only comments that have their lines to themselves.
_OURS: Final = re.compile(r"^(?!django_htmx/|admin/).*\.(?:js|css)$")
_COMMENT: Final = re.compile(r"^[ \t]*/\*.*?\*/[ \t]*\n", re.MULTILINE | re.DOTALL)
_LINE: Final = re.compile(r"^[ \t]*//[^\n]*\n", re.MULTILINE)


def without_comments(text: str) -> str:
    r"""Return a style or module without the comments that fill whole lines.

    >>> without_comments("/** Why. */\nlet a = 1; // kept\n")
    'let a = 1; // kept\n'
    """
    return _LINE.sub("", _COMMENT.sub("", text))


class PackedStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise is untyped
    """Whitenoise's storage; comments stay in the source, where they are read."""

    def _save(self, name: str, content: File) -> str:  # type: ignore[type-arg]  # bytes or text
        if not _OURS.match(name.replace("\\", "/")):
            return str(super()._save(name, content))
        content.seek(0)  # who gives the file its hash has read it
        text = content.read()
        text = text.decode("utf-8") if isinstance(text, bytes) else text
        return str(super()._save(name, ContentFile(without_comments(text).encode("utf-8"))))
