"""The installation's own authority: for its names only, renewed in time, keys for its owner."""

import ssl
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.x509.verification import PolicyBuilder, Store, VerificationError

from hotich.cli.certificates import CERTIFICATE_LASTS, ensure_certificate

NOW = datetime(2026, 11, 20, 8, tzinfo=UTC)
NAMES = ["may-chu.noi-bo", "192.168.7.2"]


def read(file: Path) -> x509.Certificate:
    return x509.load_pem_x509_certificate(file.read_bytes())


def verify(folder: Path, name: str, *, at: datetime = NOW) -> None:
    store = Store([read(folder / "authority.pem")])
    builder = PolicyBuilder().store(store).time(at)
    server = builder.build_server_verifier(x509.DNSName(name))
    server.verify(read(folder / "server.pem"), [])


def test_it_is_good_for_its_names_and_for_no_other(tmp_path: Path):
    shown = ensure_certificate(tmp_path, NAMES, NOW)
    verify(tmp_path, "may-chu.noi-bo")
    for other in ("example.com", "khac.may-chu.noi-bo"):
        with pytest.raises(VerificationError):
            verify(tmp_path, other)
    named = read(shown.certificate).extensions.get_extension_for_class(x509.SubjectAlternativeName)
    assert {str(one.value) for one in named.value} == set(NAMES)


def test_the_authority_can_sign_for_nothing_else(tmp_path: Path):
    shown = ensure_certificate(tmp_path, NAMES, NOW)
    limits = read(shown.authority).extensions.get_extension_for_class(x509.NameConstraints)
    assert limits.critical
    assert {str(one.value) for one in limits.value.permitted_subtrees or ()} == {
        "may-chu.noi-bo",
        "192.168.7.2/32",
    }


def test_keys_are_for_their_owner_alone(tmp_path: Path):
    ensure_certificate(tmp_path / "tls", NAMES, NOW)
    for name in ("server.key", "authority.key"):
        assert stat.S_IMODE((tmp_path / "tls" / name).stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "tls").stat().st_mode) == 0o700


def test_what_is_good_stays_and_is_renewed_in_time(tmp_path: Path):
    first = read(ensure_certificate(tmp_path, NAMES, NOW).certificate)
    assert read(ensure_certificate(tmp_path, reversed(NAMES), NOW).certificate) == first
    late = NOW + CERTIFICATE_LASTS - timedelta(days=29)
    second = read(ensure_certificate(tmp_path, NAMES, late).certificate)
    assert second != first
    assert second.issuer == first.issuer
    verify(tmp_path, "may-chu.noi-bo", at=late)


def test_another_name_needs_another_authority(tmp_path: Path):
    first = read(ensure_certificate(tmp_path, NAMES, NOW).authority)
    shown = ensure_certificate(tmp_path, [*NAMES, "ten-moi.noi-bo"], NOW)
    assert read(shown.authority) != first
    verify(tmp_path, "ten-moi.noi-bo")


def test_a_lost_key_is_made_anew(tmp_path: Path):
    shown = ensure_certificate(tmp_path, NAMES, NOW)
    shown.key.unlink()
    (tmp_path / "authority.key").unlink()
    ensure_certificate(tmp_path, NAMES, NOW)
    verify(tmp_path, "may-chu.noi-bo")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(shown.certificate, shown.key)
