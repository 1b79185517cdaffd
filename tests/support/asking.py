"""Ask the database of an installation, beside its server, with the program's own models."""

import json
import subprocess
import sys
from typing import Any

from tests.support.installation import Installation

_FRAME = """
import json, django
django.setup()
{code}
print("\\x1e" + json.dumps(answer, default=str))
"""


def ask(installation: Installation, code: str, *, seconds: int = 120) -> Any:
    """Return what `code` left in the variable `answer`; it runs in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", _FRAME.format(code=code)],
        env=installation.environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=seconds,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.rpartition("\x1e")[2])
