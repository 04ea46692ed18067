"""What is kept in the repository: no addresses in locks, nothing of one machine, a true README."""

import re

from award.domain import diagram
from tests.house.sources import ROOT, is_ignored, kept_files, named
from tools.draw_lifecycle import with_drawing

LOCKS = ("requirements.lock", "package-lock.json")
FUNDING = re.compile(r'^\s*"url": "https://[^"]+"$')
# Spelt in two halves, so that this file does not find itself.
OF_ONE_MACHINE = re.compile(r"(?<![\w.<>/])/(?:work|home|Users|root)/[\w.]+")
PICTURES = {".png", ".jpg", ".pdf", ".woff2", ".ico"}


def test_locks_hold_no_address() -> None:
    addresses = [
        f"{lock}:{number} {line.strip()}"
        for lock in LOCKS
        for number, line in enumerate((ROOT / lock).read_text().splitlines(), 1)
        if "://" in line and not (lock == "package-lock.json" and FUNDING.match(line))
    ]

    assert addresses == []


def test_every_locked_package_has_its_hash() -> None:
    lock = (ROOT / "requirements.lock").read_text().replace("\\\n", " ")
    bare = [
        line for line in lock.splitlines() if line[:1].isalnum() and "--hash=sha256:" not in line
    ]

    assert bare == []


def test_every_package_we_ask_for_is_locked() -> None:
    asked = re.findall(r'^\s*"([a-z0-9-]+)(?:\[[a-z]+\])?[>=<]*[^"]*",?$', dependencies(), re.M)
    locked = set(re.findall(r"^([a-z0-9-]+)==", (ROOT / "requirements.lock").read_text(), re.M))

    assert len(asked) > 20
    assert set(asked) - locked == set()


def dependencies() -> str:
    """The packages in pyproject.toml, one a line."""
    text = (ROOT / "pyproject.toml").read_text().split("[tool.", 1)[0]
    lists = re.findall(r"^\w+ = \[(.*?)\]$", text, re.DOTALL | re.MULTILINE)
    return "\n".join(
        line.strip() for block in lists for line in re.sub(r", (?=\")", "\n", block).splitlines()
    )


def test_nothing_names_a_folder_of_one_machine() -> None:
    found = {
        named(path): places
        for path in kept_files()
        if path.suffix not in PICTURES
        and (places := OF_ONE_MACHINE.findall(path.read_text(errors="replace")))
    }

    assert found == {}


def test_what_is_made_here_is_not_kept() -> None:
    made = ["node_modules", ".venv", "instance", "static/build", "award/__pycache__"]

    assert [name for name in made if not is_ignored(ROOT / name)] == []


def test_the_readme_draws_the_table_of_moves() -> None:
    readme = (ROOT / "README.md").read_text()

    assert with_drawing(readme, diagram.draw()) == readme, "Draw it anew: ./run diagram"
