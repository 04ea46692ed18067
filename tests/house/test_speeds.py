"""A quick run leaves the servers out and says so; a long one counts what it did."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.sources import ROOT

TESTS = """
import pytest

def test_plain():
    pass

def test_in_a_browser(page):
    raise AssertionError

@pytest.mark.service
def test_with_a_server_of_its_own():
    raise AssertionError

@pytest.mark.soak
@pytest.mark.parametrize("times", [900, 1101])
def test_long(count, times):
    count("letters sent", times)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "test_small.py").write_text(TESTS)
    return tmp_path


def run(folder: Path, *options: str) -> list[str]:
    plugins = ["-p", "tests.fixtures_servers", "-p", "tests.fixtures_speeds"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *plugins, *options],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout.splitlines()


def test_a_quick_run_leaves_servers_out_and_says_so(folder: Path) -> None:
    lines = run(folder, "--quick")

    assert "Quick: tests with a browser or a service were left out." in lines
    assert "1 passed, 4 deselected" in lines[-1]


@pytest.mark.soak
@pytest.mark.parametrize("processes", [(), ("-n", "2")])
def test_a_long_run_adds_up_its_counts(folder: Path, processes: tuple[str, ...]) -> None:
    lines = run(folder, "--soak", *processes)

    assert [line for line in lines if "letters sent" in line] == ["    2,001  letters sent"]
    assert "2 passed" in lines[-1]
