"""./run lists its commands, and says what is missing and how to mend it."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A folder with ./run alone, on a machine where nothing is installed and nobody is root."""
    shutil.copy(ROOT / "run", tmp_path / "run")
    programs = tmp_path / "programs"
    programs.mkdir()
    for name in ("cat", "dirname", "grep", "sh"):
        (programs / name).symlink_to(str(shutil.which(name)))
    write_program(programs / "id", "echo 1000")
    write_program(programs / "dpkg-query", "exit 1")
    return tmp_path


def write_program(path: Path, line: str) -> None:
    path.write_text(f"#!/bin/sh\n{line}\n")
    path.chmod(0o755)


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["./run", *arguments],
        cwd=folder,
        env={"PATH": str(folder / "programs")},
        capture_output=True,
        text=True,
        check=False,
    )


def test_run_alone_lists_every_command(bare: Path) -> None:
    listed = set(re.findall(r"^\./run (\w+)", run(bare).stdout, re.MULTILINE))

    known = set(re.findall(r"^  (\w+)\)", (ROOT / "run").read_text(), re.MULTILINE))
    assert listed == known
    assert len(known) >= 13


def test_a_command_that_is_not_there_is_said(bare: Path) -> None:
    done = run(bare, "dance")

    assert done.returncode == 1
    assert done.stderr.strip() == "There is no command called dance."


def test_without_root_and_sudo_the_one_line_is_printed(bare: Path) -> None:
    done = run(bare, "demo")

    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].split() == [
        "apt-get",
        "update",
        "&&",
        "apt-get",
        "install",
        "-y",
        "--no-install-recommends",
        "python3",
        "python3-venv",
        "libpango-1.0-0",
        "libpangoft2-1.0-0",
        "libharfbuzz-subset0",
        "fontconfig",
    ]


def test_the_tests_ask_for_their_services(bare: Path) -> None:
    wanted = {"chromium-headless-shell", "postgresql", "poppler-utils", "qpdf", "libzbar0"}

    assert wanted - set(run(bare, "test").stderr.split()) == set()
    assert wanted & set(run(bare, "test", "--quick").stderr.split()) == set()


def test_an_older_python_is_refused(bare: Path) -> None:
    write_program(bare / "programs/dpkg-query", "echo installed")
    write_program(
        bare / "programs/python3", 'case $1 in --version) echo "Python 3.9.2" ;; *) exit 1 ;; esac'
    )

    done = run(bare, "check")

    assert done.returncode == 1
    assert "Python 3.11 or newer is needed, and this machine has Python 3.9.2." in done.stderr


def test_a_migration_asks_for_its_name(bare: Path) -> None:
    done = run(bare, "migration")

    assert done.returncode == 1
    assert "Give the migration a name that says what it does" in done.stderr
