"""How the program is set up: from the environment, embedded by default, strict outside a demo."""

import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import pysqlite3

from award.adapters.files import is_on_disk
from award.adapters.keys import Keys, KeyTrouble

ROOT: Final = Path(__file__).parents[2]
SHORTEST_KEY: Final = 32
X_ACCEL: Final = re.compile(r"/[a-z0-9-]+", re.ASCII)
KNOWN_KEYS: Final = (
    "secret",
    "changeme",
    "change-me",
    "change_me",
    "example",
    "default",
    "dev-key",
)
THREADS: Final = 16  # as many as the server starts
THIS_MACHINE: Final = frozenset({"localhost", "127.0.0.1", "::1"})


class NotSetUp(Exception):
    """The program cannot start as it is set up; the sentences say what to set."""


@dataclass(frozen=True)
class Config:
    """Everything that the environment decides. ``proxies`` counts the servers in front of this.

    ``x_accel`` is the closed address under which nginx has the folder of files. The keys name
    PEM files; where they are empty, keys are made in ``instance``.
    """

    secret_key: str
    public_url: str
    database_url: str
    files_url: str
    mail_url: str
    scan_url: str
    demo: bool = False
    proxies: int = 0
    x_accel: str = ""
    signing_key: str = ""
    signing_cert: str = ""
    badge_key: str = ""
    timestamp_url: str = ""
    instance: Path = ROOT / "instance"
    static: Path = ROOT / "static"

    @property
    def is_https(self) -> bool:
        """Whether people reach the program over an encrypted connection."""
        return self.public_url.startswith("https://")

    @property
    def public_host(self) -> str:
        """The host, with its port, that people know the program by."""
        return urlsplit(self.public_url).netloc

    def for_flask(self) -> dict[str, Any]:
        """The same in Flask's words."""
        secure = "__Host-" if self.is_https else ""
        return {
            "SECRET_KEY": self.secret_key,
            "SQLALCHEMY_DATABASE_URI": self.database_url,
            "SQLALCHEMY_ENGINE_OPTIONS": engine_options(self.database_url),
            "SESSION_COOKIE_NAME": f"{secure}award-page",
            "SESSION_COOKIE_SECURE": self.is_https,
            "SESSION_COOKIE_HTTPONLY": True,
            "SESSION_COOKIE_SAMESITE": "Lax",
            "WTF_CSRF_CHECK_DEFAULT": False,  # asked for after access, so that 404 stays 404
            "WTF_CSRF_TIME_LIMIT": None,  # the token ends with the sign-in that it belongs to
            "MAX_CONTENT_LENGTH": 520_000_000,
            "MAX_FORM_MEMORY_SIZE": 1_000_000,
            "MAX_FORM_PARTS": 2_000,
            "DEMO": self.demo,
            "AWARD": self,
        }


def engine_options(database_url: str) -> dict[str, Any]:
    """What SQLAlchemy is told besides the address; SQLite is the one that the program brings.

    Each of the server's threads finds a connection, so that nobody waits for another's to be free.
    """
    if database_url.startswith("sqlite"):
        return {"module": pysqlite3}
    return {"pool_pre_ping": True, "pool_size": THREADS, "max_overflow": THREADS}


def from_environment(environment: Mapping[str, str] | None = None) -> Config:
    """The config that the environment asks for. Raises NotSetUp with what is missing."""
    env = os.environ if environment is None else environment
    instance = Path(env.get("INSTANCE") or ROOT / "instance").absolute()
    demo = env.get("DEMO", "") == "1"
    config = Config(
        secret_key=env.get("SECRET_KEY") or (_demo_key(instance) if demo else ""),
        public_url=(env.get("PUBLIC_URL") or ("http://localhost:8000" if demo else "")).rstrip("/"),
        database_url=database_address(env.get("DATABASE_URL") or _sqlite_in(instance)),
        files_url=env.get("FILES_URL") or f"file://{instance}/files",
        mail_url=env.get("MAIL_URL") or f"folder://{instance}/outbox",
        scan_url=env.get("SCAN_URL") or ("none:" if demo else ""),
        demo=demo,
        proxies=_number(env.get("PROXIES") or "0"),
        x_accel=(env.get("X_ACCEL") or "").rstrip("/"),
        signing_key=env.get("SIGNING_KEY") or "",
        signing_cert=env.get("SIGNING_CERT") or "",
        badge_key=env.get("BADGE_KEY") or "",
        timestamp_url=env.get("TIMESTAMP_URL") or "",
        instance=instance,
    )
    if faults := tuple(faults_of(config)):
        raise NotSetUp("The program is not set up yet.\n- " + "\n- ".join(faults))
    return config


def database_address(given: str) -> str:
    """The address as SQLAlchemy wants it: PostgreSQL is always spoken to through psycopg."""
    for short in ("postgres://", "postgresql://"):
        if given.startswith(short):
            return "postgresql+psycopg://" + given.removeprefix(short)
    return given


def faults_of(config: Config) -> list[str]:
    """What keeps the program from starting, one sentence each."""
    faults = []
    address = urlsplit(config.public_url)
    if address.scheme not in ("http", "https") or not address.hostname or address.path:
        faults.append("Set PUBLIC_URL to the address people use, like https://award.example.org.")
    elif not config.is_https and address.hostname not in THIS_MACHINE:
        faults.append("PUBLIC_URL needs to begin with https://, so that nobody can read along.")
    if config.x_accel and not X_ACCEL.fullmatch(config.x_accel):
        faults.append("X_ACCEL needs to be a path of nginx like /kept.")
    if config.x_accel and not is_on_disk(config.files_url):
        faults.append("X_ACCEL works only where FILES_URL names a folder. Take it out for S3.")
    if config.proxies < 0:
        faults.append("PROXIES needs to be how many servers stand in front of this one, like 1.")
    faults += key_faults_of(config)
    if config.demo:
        return faults
    if is_weak(config.secret_key):
        faults.append(
            "Set SECRET_KEY to a long random text that nobody else knows: "
            "python3 -c 'import secrets; print(secrets.token_urlsafe(48))'"
        )
    if not config.scan_url:
        faults.append("Set SCAN_URL to your virus scanner (clamd:///socket), or to none: .")
    return faults


def key_faults_of(config: Config) -> list[str]:
    """What is wrong with the files of the keys that sign, and with the server for the time."""
    faults = []
    keys = keys_of(config)
    try:
        if config.signing_key or config.signing_cert:
            _ = keys.document
        if config.badge_key:
            _ = keys.badge
    except KeyTrouble as trouble:
        faults.append(str(trouble))
    if config.timestamp_url and not config.timestamp_url.startswith(("http://", "https://")):
        faults.append("TIMESTAMP_URL needs to begin with https:// or http://.")
    return faults


def keys_of(config: Config) -> Keys:
    """The keys that this config names; made in ``instance`` where it names none."""
    return Keys(
        config.instance / "keys",
        key=config.signing_key,
        certificate=config.signing_cert,
        badge_key=config.badge_key,
    )


def is_weak(key: str) -> bool:
    """Whether a key is too short, known to others, or hardly random."""
    lower = key.lower()
    return (
        len(key) < SHORTEST_KEY or len(set(key)) < 10 or any(word in lower for word in KNOWN_KEYS)
    )


def _number(given: str) -> int:
    """The whole number that was given; -1, which is refused, where it is none."""
    return int(given) if given.strip().isdecimal() else -1


def _sqlite_in(instance: Path) -> str:
    return f"sqlite:///{instance}/award.sqlite"


def _demo_key(instance: Path) -> str:
    """The demo's own key, made once and kept where only this program's user can read it."""
    path = instance / "demo.key"
    if not path.is_file():
        instance.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48))
    return path.read_text()
