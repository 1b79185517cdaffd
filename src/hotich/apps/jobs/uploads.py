"""How is a file that an officer handed in kept until a job has read it?"""

import hashlib
import os
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile


def keep_upload(file: "UploadedFile[bytes]", path: Path) -> None:
    """Write the file where only this installation reads it."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as kept:
        for part in file.chunks():
            kept.write(part)


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of the file in hexadecimal; raises OSError when it cannot be read."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
