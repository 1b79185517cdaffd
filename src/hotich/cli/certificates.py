"""Which certificate does the server show? One of a local authority that the installation makes.

The authority signs for this installation's names only (name constraints), its key stays in the
installation's folder, and the certificate is made anew before it runs out or when names change.
"""

import ipaddress
import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

AUTHORITY_LASTS = timedelta(days=3650)
# Browsers refuse certificates of more than 398 days.
CERTIFICATE_LASTS = timedelta(days=397)
_RENEWED_BEFORE = timedelta(days=30)
_CLOCKS_DIFFER = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Shown:
    """What a server over TLS shows: chain and key, and the authority that others must trust."""

    certificate: Path
    key: Path
    authority: Path


def ensure_certificate(folder: Path, names: Iterable[str], now: datetime) -> Shown:
    """Return a certificate for the names, of the folder's own authority, made where needed.

    `names` are host names and addresses; at least one.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    wanted = [_general(name) for name in sorted(set(names))]
    shown = Shown(folder / "server.pem", folder / "server.key", folder / "authority.pem")
    issuer_key_file = folder / "authority.key"
    if not (shown.authority.exists() and issuer_key_file.exists()):
        _make_authority(shown.authority, issuer_key_file, wanted, now)
    elif not _covers(_read(shown.authority), wanted):
        _make_authority(shown.authority, issuer_key_file, wanted, now)
        shown.certificate.unlink(missing_ok=True)
    if not _is_good(shown, wanted, now):
        _issue(shown, issuer_key_file, wanted, now)
    return shown


def _make_authority(
    file: Path, key_file: Path, names: list[x509.GeneralName], now: datetime
) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"hotich {now:%Y-%m-%d}")])
    permitted = [_constraint(one) for one in names]
    made = (
        _begun(name, name, key, now, AUTHORITY_LASTS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
        .add_extension(x509.NameConstraints(permitted, None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    _write_key(key_file, key)
    file.write_bytes(made.public_bytes(serialization.Encoding.PEM))


def _issue(
    shown: Shown, issuer_key_file: Path, names: list[x509.GeneralName], now: datetime
) -> None:
    issuer = _read(shown.authority)
    signer = serialization.load_pem_private_key(issuer_key_file.read_bytes(), password=None)
    if not isinstance(signer, ec.EllipticCurvePrivateKey):
        raise TypeError(issuer_key_file)
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, str(names[0].value)[:64])])
    made = (
        _begun(subject, issuer.subject, key, now, CERTIFICATE_LASTS)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False
        )
        .sign(signer, hashes.SHA256())
    )
    _write_key(shown.key, key)
    shown.certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))


def _begun(
    subject: x509.Name,
    issuer: x509.Name,
    key: ec.EllipticCurvePrivateKey,
    now: datetime,
    lasts: timedelta,
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _CLOCKS_DIFFER)
        .not_valid_after(now + lasts)
    )


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )


def _is_good(shown: Shown, names: list[x509.GeneralName], now: datetime) -> bool:
    if not (shown.certificate.exists() and shown.key.exists()):
        return False
    held = _read(shown.certificate)
    named = held.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    lasts = held.not_valid_after_utc - now > _RENEWED_BEFORE
    return lasts and set(named) == set(names) and held.issuer == _read(shown.authority).subject


def _covers(authority: x509.Certificate, names: list[x509.GeneralName]) -> bool:
    limits = authority.extensions.get_extension_for_class(x509.NameConstraints).value
    permitted = set(limits.permitted_subtrees or ())
    return {_constraint(one) for one in names} <= permitted


def _general(name: str) -> x509.GeneralName:
    bare = name.strip("[]")
    try:
        return x509.IPAddress(ipaddress.ip_address(bare))
    except ValueError:
        return x509.DNSName(bare)


def _constraint(name: x509.GeneralName) -> x509.GeneralName:
    """Return the name as an authority is limited to it: an address as a network of one."""
    if isinstance(name, x509.IPAddress):
        return x509.IPAddress(ipaddress.ip_network(str(name.value)))
    return name


def _read(file: Path) -> x509.Certificate:
    return x509.load_pem_x509_certificate(file.read_bytes())


def _write_key(file: Path, key: ec.EllipticCurvePrivateKey) -> None:
    """Write a key that its owner alone can read, from the first byte on."""
    text = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    file.unlink(missing_ok=True)
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as opened:
        opened.write(text)
