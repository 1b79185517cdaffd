"""Where do the images lie? Under names the server makes, readable by the server only."""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from uuid import UUID, uuid4

from django.conf import settings

from hotich.apps.scans.images import ImageFacts, read_facts
from hotich.apps.scans.models import MediaType, PageImage

_CHUNK = 1024 * 1024
_ENDINGS = {MediaType.PNG: "png", MediaType.JPEG: "jpg"}


@dataclass(frozen=True, slots=True)
class StoredFile:
    """An image on disk that no row names yet."""

    uuid: UUID
    facts: ImageFacts
    sha256: str
    path: Path


def path_of(image: PageImage) -> Path:
    """Return where the image lies."""
    return _path(image.pk, MediaType(image.media_type))


def store(file: IO[bytes]) -> StoredFile:
    """Write the file to disk for good and return its name and digest.

    Raises: ImageRefusedError; then nothing is written.
    """
    facts = read_facts(file)
    uuid = uuid4()
    path = _path(uuid, facts.media_type)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    digest = hashlib.sha256()
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as kept:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            kept.write(chunk)
        kept.flush()
        os.fsync(kept.fileno())
    return StoredFile(uuid, facts, digest.hexdigest(), path)


def _path(uuid: UUID, media_type: MediaType) -> Path:
    return Path(settings.MEDIA) / "scans" / uuid.hex[:2] / f"{uuid.hex}.{_ENDINGS[media_type]}"
