"""Serving other computers: TLS only, cookies bound to the host, trusted by its own authority."""

import http.client
import os
import shutil
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from email.message import Message
from pathlib import Path

import pytest

from hotich.cli import main
from hotich.cli.certificates import ensure_certificate
from hotich.cli.serving_tls import adapter_of
from tests.support.observatory import Seen, points

SIGN_IN, TRUST = "/tai-khoan/dang-nhap/", "/tai-khoan/tin-cay/"
STARTING_SECONDS = 180


@contextmanager
def served(home: Path, *arguments: str, hosts: str, before: tuple[str, ...] = ()) -> Iterator[Path]:
    """Serve over TLS meanwhile; yields the folder of its certificates."""
    environment = dict(os.environ) | {"HOTICH_HOME": str(home), "HOTICH_ALLOWED_HOSTS": hosts}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    environment.pop("HOTICH_DATABASE_URL", None)
    command = [*before, sys.executable, "-m", "hotich.cli.main", "serve", "--tls", "--no-worker"]
    with (home / "log").open("wb") as log:
        process = subprocess.Popen([*command, *arguments], env=environment, stdout=log, stderr=log)
    try:
        deadline = time.monotonic() + STARTING_SECONDS
        while "SHA-256" not in (home / "log").read_text():
            assert process.poll() is None, (home / "log").read_text()
            assert time.monotonic() < deadline, (home / "log").read_text()
            time.sleep(0.1)
        yield home / "tls"
    finally:
        process.terminate()
        process.wait(timeout=20)


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def ask(port: int, context: ssl.SSLContext | None, path: str) -> tuple[int, Message, bytes]:
    """Return status, headers and body; without a context it asks in plain HTTP."""
    deadline = time.monotonic() + 60
    while True:
        connection = (
            http.client.HTTPSConnection("127.0.0.1", port, context=context, timeout=60)
            if context
            else http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        )
        with closing(connection):
            try:
                connection.request("GET", path)
            except ConnectionRefusedError:
                assert time.monotonic() < deadline
                time.sleep(0.1)
                continue
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()


def score(page: tuple[int, Message, bytes]) -> int:
    """Return what an answer scores by the Observatory's rules."""
    _status, headers, _body = page
    return points(Seen({name.lower(): headers.get_all(name) or [] for name in headers})).sum


def test_it_is_trusted_by_its_authority_and_bound_to_its_host(tmp_path: Path):
    port = free_port()
    with served(tmp_path, "--host", "127.0.0.1", "--port", str(port), hosts="127.0.0.1") as folder:
        trusting = ssl.create_default_context(cafile=folder / "authority.pem")
        status, headers, body = ask(port, trusting, SIGN_IN)
        assert status == 200
        assert headers["Strict-Transport-Security"].startswith("max-age=31536000")
        cookie = headers["Set-Cookie"]
        assert cookie.startswith("__Host-csrftoken=")
        assert "Secure" in cookie
        assert "HttpOnly" in cookie
        assert "Đăng nhập" in body.decode()
        printed = (tmp_path / "log").read_text().split("SHA-256")[1].splitlines()[1]
        assert printed in ask(port, trusting, TRUST)[2].decode()
        given = ask(port, trusting, TRUST + "chung-thuc.crt")[2]
        assert given == (folder / "authority.pem").read_bytes()
        static = [one for one in (tmp_path / "static").rglob("*") if one.is_file()]
        files = [f"/static/{one.relative_to(tmp_path / 'static')}" for one in static]
        open_to_all = [SIGN_IN, TRUST, TRUST + "chung-thuc.crt", "/", "/khong-co/", "/static/"]
        scored = {path: score(ask(port, trusting, path)) for path in [*open_to_all, *files]}
        assert len(scored) > 50
        assert {path: one for path, one in scored.items() if one < 145} == {}
        with pytest.raises(ssl.SSLCertVerificationError):
            ask(port, ssl.create_default_context(), SIGN_IN)
        old = ssl.create_default_context(cafile=folder / "authority.pem")
        with pytest.warns(DeprecationWarning, match="TLSv1_1"):
            old.maximum_version = ssl.TLSVersion.TLSv1_1
        with pytest.raises((ssl.SSLError, OSError)):
            ask(port, old, SIGN_IN)
        with suppress(ConnectionResetError):  # it may be cut before the answer has arrived
            assert ask(port, None, SIGN_IN)[0] == 400


def test_only_strong_ciphers_with_forward_secrecy_are_offered(tmp_path: Path):
    made = ensure_certificate(tmp_path, ["127.0.0.1"], datetime.now(UTC))
    offered = adapter_of(made).context.get_ciphers()
    assert {one["protocol"] for one in offered} == {"TLSv1.2", "TLSv1.3"}
    for one in offered:
        exchange = "ECDHE" if one["protocol"] == "TLSv1.2" else "TLS"
        assert one["name"].startswith(exchange), one["name"]
        assert "GCM" in one["name"] or "CHACHA20" in one["name"], one["name"]
        assert one["strength_bits"] >= 128


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "chỉ được phục vụ qua TLS"),
        (("--tls", "--certificate", "a.pem"), "Cần cả"),
        (("--tls", "--certificate", "khong-co.pem", "--key", "khong-co.key"), "Không có tệp"),
    ],
)
def test_what_is_missing_is_said(arguments, told: str, capsys, monkeypatch):
    monkeypatch.delenv("HOTICH_TLS", raising=False)
    assert main.main(["serve", *arguments]) == 2
    assert told in capsys.readouterr().err
    monkeypatch.delenv("HOTICH_TLS", raising=False)


@pytest.mark.soak
def test_a_second_computer_reaches_it_over_tls_only(tmp_path: Path):
    """Two computers on a wire of their own: network namespaces, which only root may make."""
    if os.geteuid() != 0 or shutil.which("ip") is None:
        pytest.skip("needs root and iproute2")
    name = f"hotich-{os.getpid()}"
    server, client = "10.99.7.1", "10.99.7.2"

    def ip(*arguments: str) -> None:
        subprocess.run(["ip", *arguments], check=True)

    ip("netns", "add", name)
    try:
        ip("link", "add", "ht-a", "type", "veth", "peer", "name", "ht-b", "netns", name)
        ip("addr", "add", f"{server}/30", "dev", "ht-a")
        ip("link", "set", "ht-a", "up")
        ip("-n", name, "addr", "add", f"{client}/30", "dev", "ht-b")
        ip("-n", name, "link", "set", "ht-b", "up")
        port = str(free_port())
        with served(tmp_path, "--host", server, "--port", port, hosts=server) as folder:
            script = (
                "import sys, ssl, urllib.request as u;"
                "c = ssl.create_default_context(cafile=sys.argv[2]);"
                "print(u.urlopen(sys.argv[1], context=c, timeout=20).status)"
            )
            far = ["ip", "netns", "exec", name, sys.executable, "-c", script]
            url = f"{server}:{port}{SIGN_IN}"
            good = subprocess.run(
                [*far, f"https://{url}", str(folder / "authority.pem")],
                capture_output=True,
                text=True,
                check=False,
            )
            assert good.stdout.strip() == "200", good.stderr
            plain = subprocess.run(
                [*far, f"http://{url}", str(folder / "authority.pem")],
                capture_output=True,
                text=True,
                check=False,
            )
            assert plain.returncode != 0
            assert "400" in plain.stderr or "reset" in plain.stderr
    finally:
        ip("netns", "del", name)
