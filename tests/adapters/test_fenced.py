"""What opens files that somebody sent is shut in; who holds secrets keeps to itself."""

import json
import os
import shutil
import subprocess
import sys

from award.adapters.fenced import ROOT

SHUT_IN = """
import json, os, resource, socket
from award.adapters.fenced import shut_in
before = os.nice(0)
shut_in(memory=800_000_000, cpu=7, writes=1000)
try:
    bytearray(1_000_000_000)
    held = False
except MemoryError:
    held = True
try:
    starts = bool(os.fork()) or os._exit(0)
except OSError:
    starts = False
links = [name for _, name in socket.if_nameindex()]
kept = [resource.getrlimit(one)[0] for one in (resource.RLIMIT_CPU, resource.RLIMIT_FSIZE)]
print(json.dumps([kept, held, os.nice(0) - before, starts, links]))
"""
PEEKS = """
import subprocess, sys
from award.adapters.fenced import keep_to_itself
keep_to_itself()
peek = "import os; print(open(f'/proc/{os.getppid()}/environ').read())"
sys.exit(subprocess.run([sys.executable, "-c", peek], env={}).returncode)
"""


def run_as_nobody(code: str) -> subprocess.CompletedProcess[str]:
    """Run as a user without rights, where we may choose; as ourselves where we may not."""
    as_whom: tuple[str, ...] = ()
    if os.getuid() == 0 and shutil.which("setpriv"):
        as_whom = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")
    return subprocess.run(
        [*as_whom, sys.executable, "-c", code],
        env={"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", "SECRET_KEY": "a secret"},
        capture_output=True,
        text=True,
        check=False,
        cwd="/",
    )


def test_a_child_has_its_limits_and_starts_no_other() -> None:
    said = run_as_nobody(SHUT_IN)

    assert said.stderr == ""
    kept, held, behind, starts, links = json.loads(said.stdout)
    assert (kept, held, behind, starts) == ([7, 1000], True, min(10, 19 - os.nice(0)), False)
    if subprocess.run(["unshare", "--net", "--user", "true"], check=False).returncode == 0:
        assert links == ["lo"]


def test_a_limit_that_is_lower_already_stays_so() -> None:
    lower = "import resource; resource.setrlimit(resource.RLIMIT_CPU, (5, 5))\n"

    said = run_as_nobody(lower + SHUT_IN)

    assert json.loads(said.stdout)[0] == [5, 1000]


def test_a_child_cannot_read_the_secrets_of_who_started_it() -> None:
    said = run_as_nobody(PEEKS)

    assert "PermissionError" in said.stderr
    assert "a secret" not in said.stdout


def test_a_reader_of_iphones_pictures_may_have_its_threads() -> None:
    threads = "\nimport threading; threading.Thread(target=print, args=('ran',)).start()"
    code = "from award.adapters.fenced import shut_in\n"
    code += "shut_in(memory=800_000_000, cpu=7, writes=1000, alone=False)"

    assert run_as_nobody(code + threads).stdout == "ran\n"
