"""The one implementation behind `make`: install, run, test, check. Standard library only."""

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import venv
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BENCH = ROOT / ".bench"
SCRIPTS = "Scripts" if os.name == "nt" else "bin"
EXE = "python.exe" if os.name == "nt" else "python"
BIN = VENV / SCRIPTS
PYTHON = BIN / EXE
Command = tuple[list[str | Path], dict[str, str] | None]  # and its environment
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


def sh(*command: str | Path, env: dict[str, str] | None = None) -> None:
    """Run a command in the project and stop with its status if it fails."""
    done = subprocess.run([str(part) for part in command], cwd=ROOT, env=env, check=False)
    if done.returncode != 0:
        sys.exit(done.returncode)


def install(lock: str, home: Path = VENV) -> None:
    """Install the locked packages with their hashes, unless this very lock is installed."""
    python = home / SCRIPTS / EXE
    files = [ROOT / "requirements" / lock, ROOT / "pyproject.toml"]
    wanted = hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
    stamp = home / f".installed-{lock}"
    if stamp.exists() and stamp.read_text() == wanted:
        return
    if not python.exists():
        venv.create(home, with_pip=True)
    pip: list[str | Path] = [
        python,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
    ]
    sh(*pip, "--require-hashes", "-r", "requirements/bootstrap.txt")
    uv: list[str | Path] = [home / SCRIPTS / "uv", "pip", "install", "--quiet", "--python", python]
    sh(*uv, "--require-hashes", "-r", f"requirements/{lock}")
    sh(*uv, "--no-deps", "--editable", ".")
    stamp.write_text(wanted)


def chromium() -> None:
    """Make sure there is a Chromium for the browser tests; install it where that is possible."""
    if any(shutil.which(name) for name in CHROMIUM):
        return
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    if not (root and shutil.which("apt-get")):
        sys.exit("Browser tests need Chromium. Install the package 'chromium', then try again.")
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    sh("apt-get", "update", "-qq", env=environment)
    packages = ("chromium", "fonts-dejavu-core")
    sh("apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages, env=environment)


def run(arguments: list[str]) -> None:
    """Serve the demo commune."""
    install("run.txt")
    environment = dict(os.environ)
    done = subprocess.run(
        [str(BIN / "hotich"), "run", "--demo", *arguments], cwd=ROOT, env=environment, check=False
    )
    sys.exit(done.returncode)


def check(_arguments: list[str]) -> None:
    """Lint, types, layers, migrations, catalogue, lock files."""
    install("dev.txt")
    sh(BIN / "ruff", "check", ".")
    sh(BIN / "ruff", "format", "--check", ".")
    sh(BIN / "mypy")
    sh(BIN / "lint-imports")
    sh(PYTHON, "tools/check_migrations.py")
    sh(PYTHON, "tools/catalogue.py", "check")
    sh(PYTHON, "tools/check_locks.py")


def test(arguments: list[str]) -> None:
    """Run all tests on SQLite, beside it those with a database on PostgreSQL, then the browser."""
    install("dev.txt")
    chromium()
    sh(PYTHON, "tools/catalogue.py", "compile")
    pytest: list[str | Path] = [PYTHON, "-m", "pytest", "-q"]
    if arguments:
        sh(*pytest, *arguments)
        return
    # Side by side: each has a database of its own, and an office PC has two processors.
    sqlite: Command = ([*pytest, "-m", "not e2e and not soak"], None)
    no_sweep = [*pytest, "-m", "not e2e and not soak and not sweep"]
    stored = ["tests/apps", "tests/pages", "tests/cli"]
    postgres: Command = ([*no_sweep, *stored], dict(os.environ, HOTICH_TEST_DATABASE="postgres"))
    browser: Command = ([*pytest, "-m", "e2e and not soak"], None)
    both([sqlite], [postgres, browser])


def both(first: list[Command], second: list[Command]) -> None:
    """Run commands one by one, and others beside them, shown last; stop when one has failed."""
    with tempfile.TemporaryFile() as output, ThreadPoolExecutor(1) as beside:
        told = beside.submit(one_by_one, second, output)
        passed = one_by_one(first, None)
        passed = told.result() and passed
        output.seek(0)
        print("On PostgreSQL, then in the browser:", flush=True)
        sys.stdout.buffer.write(output.read())
        sys.stdout.flush()
    if not passed:
        sys.exit(1)


def one_by_one(commands: list[Command], output: IO[bytes] | None) -> bool:
    """Run each command with its environment, and return whether all went well."""
    done = [
        subprocess.run(
            [str(part) for part in command],
            cwd=ROOT,
            env=env,
            stdout=output,
            stderr=output,
            check=False,
        )
        for command, env in commands
    ]
    return not any(one.returncode for one in done)


def soak(arguments: list[str]) -> None:
    """Run the full-size figures on both databases, and matching on Spark where there is Java."""
    install("dev.txt")
    install("spark.txt")  # 400 MB that `make test` does without
    chromium()
    sh(PYTHON, "tools/catalogue.py", "compile")
    pytest: list[str | Path] = [PYTHON, "-m", "pytest", "-q", "-s", *arguments]
    sh(*pytest, "-m", "soak")
    postgres = dict(os.environ, HOTICH_TEST_DATABASE="postgres")
    sh(*pytest, "-m", "(soak or sweep) and not spark", env=postgres)


def bench(arguments: list[str]) -> None:
    """Measure hotich beside its peers, in an environment of their own; figures go into the docs."""
    install("bench.txt", BENCH)
    sh(BENCH / SCRIPTS / EXE, "-m", "benchmarks.peers", *arguments)


def pictures(arguments: list[str]) -> None:
    """Picture every page of every officer for docs/explanation/pages.md."""
    install("dev.txt")
    chromium()
    sh(PYTHON, "tools/catalogue.py", "compile")
    sh(PYTHON, "tools/pictures.py", *arguments)


def lock(_arguments: list[str]) -> None:
    """Resolve the dependencies afresh and write the lock files, hashes only."""
    install("dev.txt")
    compile_: list[str | Path] = [
        BIN / "uv",
        "pip",
        "compile",
        "-q",
        "--universal",
        "--python-version",
        "3.11",
    ]
    options = ["--generate-hashes", "--no-header", "--upgrade", "pyproject.toml", "-o"]
    sh(*compile_, *options, "requirements/run.txt")
    sh(*compile_, "--group", "dev", *options, "requirements/dev.txt")
    national = ["--extra", "spark", "-c", "requirements/run.txt"]
    sh(*compile_, *national, *options, "requirements/spark.txt")
    peers = ["-c", "requirements/run.txt", "requirements/bench.in"]
    sh(*compile_, *peers, *options, "requirements/bench.txt")


COMMANDS = {
    "run": run,
    "check": check,
    "test": test,
    "soak": soak,
    "bench": bench,
    "pictures": pictures,
    "lock": lock,
}


def main() -> None:
    """Run one command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("command", choices=COMMANDS)
    options, rest = parser.parse_known_args()
    COMMANDS[options.command](rest)


if __name__ == "__main__":
    main()
