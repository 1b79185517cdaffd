"""Which local authority vouches for this server, and by what print do people know it?"""

from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256


def authority_file(home: Path) -> Path | None:
    """Return the certificate of the installation's own authority, None where it has none."""
    file = home / "tls" / "authority.pem"
    return file if file.is_file() else None


def fingerprint(file: Path) -> str:
    """Return the SHA-256 of a certificate as people compare it: pairs of digits with colons."""
    certificate = x509.load_pem_x509_certificate(file.read_bytes())
    digest = certificate.fingerprint(SHA256()).hex().upper()
    return ":".join(digest[at : at + 2] for at in range(0, len(digest), 2))
