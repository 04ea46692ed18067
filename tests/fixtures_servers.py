"""Fixtures for the real servers: one PostgreSQL for a whole run, mail and a browser per process."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests import buckets, clamav, servers

FOLDER = "AWARD_TEST_SERVERS"


def is_first_process(config: pytest.Config) -> bool:
    """True in the process that starts the others, which outlives them and so cleans up."""
    return not hasattr(config, "workerinput")


def pytest_configure(config: pytest.Config) -> None:
    if is_first_process(config):
        folder = Path(tempfile.mkdtemp(prefix="award-tests-"))
        folder.chmod(0o755)
        os.environ[FOLDER] = str(folder)


def pytest_unconfigure(config: pytest.Config) -> None:
    if is_first_process(config):
        folder = Path(os.environ.pop(FOLDER))
        servers.stop_postgres(folder)
        buckets.stop_bucket(folder)
        clamav.stop_clamd(folder)
        shutil.rmtree(folder)


@pytest.fixture(scope="session")
def postgres() -> servers.Postgres:
    """The run's PostgreSQL; started by the first test that asks for it."""
    return servers.start_postgres(Path(os.environ[FOLDER]))


@pytest.fixture
def postgres_url(postgres: servers.Postgres) -> Iterator[str]:
    """The address of a new, empty database."""
    with postgres.database() as url:
        yield url


@pytest.fixture(scope="session")
def bucket() -> buckets.Bucket:
    """The run's S3 server; started by the first test that asks for it."""
    os.environ.update(buckets.KEYS)
    return buckets.start_bucket(Path(os.environ[FOLDER]))


@pytest.fixture(scope="session")
def clamd() -> clamav.RunningClamd:
    """The run's virus scanner; started by the first test that asks for it."""
    return clamav.start_clamd(Path(os.environ[FOLDER]))


@pytest.fixture
def mail_server() -> Iterator[servers.MailServer]:
    with servers.mail_server() as server:
        yield server


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with servers.chromium() as browser:
        yield browser


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of a person who was never here before: no cookies, nothing kept."""
    context = browser.new_context(locale="en-GB", timezone_id="Europe/London")
    try:
        yield context.new_page()
    finally:
        context.close()
