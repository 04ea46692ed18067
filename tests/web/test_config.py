"""How the program is set up, and what it refuses to start with."""

import re
from pathlib import Path

import pytest

from award.web.config import (
    ROOT,
    Config,
    NotSetUp,
    database_address,
    engine_options,
    from_environment,
)

GOOD = {
    "SECRET_KEY": "q8Zt3VYw5rXnB1mK7pLs0dFhJc2gTe9u",
    "PUBLIC_URL": "https://award.example.org",
    "SCAN_URL": "clamd:///run/clamd.sock",
}


def read(folder: Path, **changed: str) -> Config:
    return from_environment(GOOD | {"INSTANCE": str(folder)} | changed)


def test_what_is_needed_is_enough(tmp_path: Path) -> None:
    config = read(tmp_path)

    assert config.database_url == f"sqlite:///{tmp_path}/award.sqlite"
    assert config.is_https


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", ""),
        ("SECRET_KEY", "short"),
        ("SECRET_KEY", "a" * 40),
        ("SECRET_KEY", "changeme-0123456789-abcdefghijklmnop"),
        ("PUBLIC_URL", ""),
        ("PUBLIC_URL", "http://award.example.org"),
        ("PUBLIC_URL", "award.example.org"),
        ("PUBLIC_URL", "https://award.example.org/below"),
        ("SCAN_URL", ""),
    ],
)
def test_it_does_not_start_half_safe(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(NotSetUp, match=name):
        read(tmp_path, **{name: value})


def test_plain_http_is_for_this_machine_only(tmp_path: Path) -> None:
    assert not read(tmp_path, PUBLIC_URL="http://localhost:8000").is_https


def test_a_demo_makes_its_own_key_and_keeps_it(tmp_path: Path) -> None:
    first = from_environment({"DEMO": "1", "INSTANCE": str(tmp_path)})
    second = from_environment({"DEMO": "1", "INSTANCE": str(tmp_path)})

    assert first.secret_key == second.secret_key
    assert (tmp_path / "demo.key").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("given", ["postgres://u@h/d", "postgresql://u@h/d"])
def test_postgresql_is_spoken_to_through_psycopg(given: str) -> None:
    assert database_address(given) == "postgresql+psycopg://u@h/d"


def test_each_thread_of_the_server_finds_a_connection_to_postgresql() -> None:
    threads = re.findall(r"--threads (\d+)", (ROOT / "run").read_text())

    options = engine_options("postgresql+psycopg://u@h/d")

    assert [int(one) for one in threads] == [options["pool_size"]]


def test_cookies_belong_to_this_host_alone_over_https(tmp_path: Path) -> None:
    flask = read(tmp_path).for_flask()

    assert flask["SESSION_COOKIE_NAME"] == "__Host-award-page"
    assert flask["SESSION_COOKIE_SECURE"]


def test_nginx_may_send_files_from_a_folder_only(tmp_path: Path) -> None:
    assert read(tmp_path, X_ACCEL="/kept/").x_accel == "/kept"
    with pytest.raises(NotSetUp, match="Take it out for S3"):
        read(tmp_path, X_ACCEL="/kept", FILES_URL="s3://bucket/files")
    with pytest.raises(NotSetUp, match="a path of nginx"):
        read(tmp_path, X_ACCEL="kept; evil")


@pytest.mark.parametrize("given", ["x", "-1", "1.5", "one"])
def test_how_many_servers_stand_in_front_is_a_whole_number(tmp_path: Path, given: str) -> None:
    assert [read(tmp_path, PROXIES=good).proxies for good in ("", "0", " 2 ")] == [0, 0, 2]
    with pytest.raises(NotSetUp, match="PROXIES needs to be how many servers"):
        read(tmp_path, PROXIES=given)
