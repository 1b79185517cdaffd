"""A whole installation in a folder of its own: the real program, started, killed and asked."""

import http.cookiejar
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

from hotich.cli.demo import PASSWORD

# Only a hang is cut off here; how fast a start is stands in no test.
STARTING_SECONDS = 300


def free_port() -> int:
    """Return a port on the loopback that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@dataclass
class Answer:
    """What the server said."""

    status: int
    text: str
    url: str


@dataclass
class Installation:
    """The program of this checkout on the loopback, with its own database."""

    home: Path
    demo: bool = False
    worker: bool = True
    database_url: str = ""
    port: int = field(default_factory=free_port)
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def url(self) -> str:
        """Return the address of the first page, without a slash."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        """Return the environment in which the program runs."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("HOTICH_")}
        kept |= {"HOTICH_HOME": str(self.home), "HOTICH_LOG_LEVEL": "WARNING"}
        kept["DJANGO_SETTINGS_MODULE"] = "hotich.config.settings"
        if self.database_url:
            kept["HOTICH_DATABASE_URL"] = self.database_url
        return kept

    def command(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """Run a subcommand of hotich here and return what it said."""
        return subprocess.run(
            [sys.executable, "-m", "hotich.cli.main", *arguments],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=600,
        )

    def start(self) -> None:
        """Start the server in a process group of its own and wait until it answers."""
        arguments = ["run", "--port", str(self.port), "--threads", "12"]
        arguments += ["--demo"] if self.demo else []
        arguments += [] if self.worker else ["--no-worker"]
        log = (self.home.parent / f"{self.home.name}.log").open("ab")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "hotich.cli.main", *arguments],
            env=self.environment,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        log.close()
        deadline = time.monotonic() + STARTING_SECONDS
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise RuntimeError(self.log)
            try:
                urllib.request.urlopen(self.url + "/tai-khoan/dang-nhap/", timeout=2).read()
            except OSError:
                time.sleep(0.1)
            else:
                return
        self.kill()
        raise TimeoutError(self.log)

    def kill(self) -> None:
        """Kill server and worker as a power cut would end them."""
        self._signal(signal.SIGKILL)

    def stop(self) -> None:
        """Stop the server as Ctrl-C does."""
        self._signal(signal.SIGTERM)

    def _signal(self, number: signal.Signals) -> None:
        if self.process is None:
            return
        if number is signal.SIGKILL:
            os.killpg(self.process.pid, number)
        else:
            self.process.send_signal(number)
        self.process.wait(timeout=30)
        self.process = None

    @property
    def log(self) -> str:
        """Return what server and worker wrote so far."""
        file = self.home.parent / f"{self.home.name}.log"
        return file.read_text() if file.exists() else ""

    def copy_to(self, home: Path) -> "Installation":
        """Return an installation in `home` with a copy of this one's data; both must be stopped."""
        shutil.copytree(self.home, home)
        return Installation(home, demo=self.demo, worker=self.worker)


class Clerk:
    """A browser without a screen: cookies, forms, and nothing else."""

    def __init__(self, installation: Installation, login: str) -> None:
        self.installation = installation
        self.jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))
        given = {"login": login, "password": PASSWORD, "workstation": "máy thử"}
        answer = self.post("/tai-khoan/dang-nhap/", given)
        assert "dang-nhap" not in answer.url, answer.text[:2000]

    def get(self, path: str) -> Answer:
        """Fetch a page."""
        return self._ask(urllib.request.Request(self.installation.url + path))

    def post(self, path: str, values: dict[str, str]) -> Answer:
        """Send a form, with the token against forgery that the cookie holds."""
        if not self._token():
            self.get("/tai-khoan/dang-nhap/")
        body = urllib.parse.urlencode(values | {"csrfmiddlewaretoken": self._token()}).encode()
        request = urllib.request.Request(self.installation.url + path, data=body, method="POST")
        request.add_header("X-CSRFToken", self._token())
        return self._ask(request)

    def _token(self) -> str:
        return next((one.value or "" for one in self.jar if one.name == "csrftoken"), "")

    def _ask(self, request: urllib.request.Request) -> Answer:
        try:
            with self.opener.open(request, timeout=60) as answer:
                return Answer(answer.status, answer.read().decode(), answer.url)
        except urllib.error.HTTPError as error:
            with error:
                return Answer(error.code, error.read().decode(), error.url or "")


def hidden_values(page: str) -> dict[str, str]:
    """Return the hidden inputs of a page by name.

    >>> hidden_values('<input type="hidden" name="token" value="1">')
    {'token': '1'}
    """
    found = {}
    for tag in re.findall(r"<input[^>]*>", page):
        if 'type="hidden"' in tag and (name := re.search(r'name="([^"]*)"', tag)):
            value = re.search(r'value="([^"]*)"', tag)
            found[name.group(1)] = value.group(1) if value else ""
    return found
