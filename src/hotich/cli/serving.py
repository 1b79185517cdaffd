"""Serve the application on the loopback, with its worker, until Ctrl-C."""

import argparse
import signal
import subprocess
import sys
from contextlib import suppress
from types import FrameType

import waitress
from django.conf import settings

from hotich.cli import demo, setting_up
from hotich.cli.working import worker_beside

_HOTICH = (sys.executable, "-m", "hotich.cli.main")
LOOPBACK = {"127.0.0.1", "localhost", "::1"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the address, and whether to load the demo commune first."""
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--threads", type=int, default=8)
    parser.add_argument("--demo", action="store_true", help="load the demo commune if it is new")
    parser.add_argument(
        "--practice", action="store_true", help="fill a practice installation if it is new"
    )
    parser.add_argument("--no-worker", action="store_true", help="run no background work here")


def run(options: argparse.Namespace) -> int:
    """Serve until stopped and return 0; refuse plain HTTP beyond the loopback."""
    if options.host not in LOOPBACK and not settings.TLS:
        print(
            "Chỉ phục vụ HTTP trên máy này (127.0.0.1). Muốn mở cho máy khác: hotich serve --tls.\n"
            "Plain HTTP is served on the loopback only; for other computers: hotich serve --tls.",
            file=sys.stderr,
        )
        return 2
    setting_up.prepare()
    if options.demo and not demo.is_loaded():
        # In a process of its own: what printing the sample pages takes in memory goes with it.
        subprocess.run([*_HOTICH, "demo"], check=True, stdout=subprocess.DEVNULL)
    if options.practice and not demo.is_loaded():
        subprocess.run([*_HOTICH, "practice", "--load"], check=True, stdout=subprocess.DEVNULL)
    # Only now: WhiteNoise lists the static files, collected above, when it is made.
    from hotich.config.wsgi import application

    signal.signal(signal.SIGTERM, _stop)
    print(f"hotich: http://{options.host}:{options.port}  (Ctrl-C để dừng)", flush=True)
    if options.demo or options.practice:
        print(demo.accounts_text(), flush=True)
    with worker_beside(wanted=not options.no_worker), suppress(KeyboardInterrupt):
        waitress.serve(
            application,
            host=options.host,
            port=options.port,
            threads=options.threads,
            ident=None,
            clear_untrusted_proxy_headers=True,
            _quiet=True,
        )
    return 0


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
