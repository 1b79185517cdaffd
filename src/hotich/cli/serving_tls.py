"""Serve other computers over TLS, with a certificate of the installation's own authority."""

import argparse
import signal
import ssl
import sys
from contextlib import suppress
from pathlib import Path
from threading import Thread
from types import FrameType

from cheroot.ssl.builtin import BuiltinSSLAdapter
from cheroot.wsgi import Server
from django.conf import settings
from django.utils import timezone

from hotich.apps.accounts.authority import fingerprint
from hotich.cli import setting_up
from hotich.cli.certificates import Shown, ensure_certificate
from hotich.cli.working import worker_beside


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the address, and a certificate where the office has one."""
    parser.add_argument("--tls", action="store_true", help="the only way to serve other computers")
    parser.add_argument("--host", default="0.0.0.0", help="address to listen at")  # noqa: S104  # that is what it is for
    parser.add_argument("--port", type=int, default=8443)
    parser.add_argument("--threads", type=int, default=16)
    parser.add_argument("--certificate", type=Path, help="PEM file of the office's own certificate")
    parser.add_argument("--key", type=Path, help="PEM file of its key")
    parser.add_argument("--no-worker", action="store_true", help="run no background work here")


def run(options: argparse.Namespace) -> int:
    """Serve until stopped and return 0; 2 with the reason where something is missing."""
    if not options.tls:
        return _told(
            "Máy khác chỉ được phục vụ qua TLS: hotich serve --tls.",
            "Other computers are served over TLS only: hotich serve --tls.",
        )
    if bool(options.certificate) != bool(options.key):
        return _told(
            "Cần cả --certificate và --key.", "Give both --certificate and --key, or neither."
        )
    missing = [file for file in (options.certificate, options.key) if file and not file.is_file()]
    if missing:
        return _told(f"Không có tệp {missing[0]}.", f"There is no file {missing[0]}.")
    setting_up.prepare()
    shown = _shown(options)
    # Only now: WhiteNoise lists the static files, collected above, when it is made.
    from hotich.config.wsgi import application

    server = Server((options.host, options.port), application, numthreads=options.threads)
    server.ssl_adapter = adapter_of(shown)
    names = ", ".join(settings.ALLOWED_HOSTS)
    print(f"hotich: https://…:{options.port} ({names}); Ctrl-C để dừng", flush=True)
    if shown.authority.exists():
        print(f"SHA-256 của tổ chức chứng thực / of the authority ({shown.authority}):")
        print(fingerprint(shown.authority), flush=True)
    with worker_beside(wanted=not options.no_worker), suppress(KeyboardInterrupt):
        try:
            server.prepare()
            _stop_when_asked(server)
            server.serve()
        finally:
            server.stop()
    return 0


def _stop_when_asked(server: Server) -> None:
    """Stop the server at SIGTERM: by a thread, as an exception may be lost wherever it strikes."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        Thread(target=server.stop).start()

    signal.signal(signal.SIGTERM, stop)


def _shown(options: argparse.Namespace) -> Shown:
    folder = settings.HOME / "tls"
    if options.certificate:
        return Shown(options.certificate, options.key, folder / "none")
    return ensure_certificate(folder, settings.ALLOWED_HOSTS, timezone.now())


def adapter_of(shown: Shown) -> BuiltinSSLAdapter:
    """Return what offers TLS 1.2 and 1.3 with forward secrecy, under the certificate."""
    adapter = BuiltinSSLAdapter(str(shown.certificate), str(shown.key))
    adapter.context.minimum_version = ssl.TLSVersion.TLSv1_2
    adapter.context.set_ciphers("ECDHE+AESGCM:ECDHE+CHACHA20")
    return adapter


def _told(vietnamese: str, english: str) -> int:
    print(f"{vietnamese}\n{english}", file=sys.stderr)
    return 2
