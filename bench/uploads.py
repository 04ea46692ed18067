"""What uploads cost: memory of the process for 100 MB, and how quick other pages stay meanwhile.

Run as `python -m bench.uploads`, or with `s3` to keep the files in a real S3 server on loopback.
The 100 MB are a film, the 20 uploads are photos of 12 megapixels: each is looked at in a child,
cleaned and kept, as by the form. Nothing is decided by the figures: they are printed.
"""

import io
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from http.client import HTTPConnection
from pathlib import Path

from PIL import Image

from award.web.kit.one_by_one import LATER_SECONDS
from tests.adapters.kinds_of_file.hostile import film as a_film
from tests.buckets import own_bucket
from tests.servers import LOOPBACK, free_port
from tools import build_static

ROOT = Path(__file__).parents[1]
MEGABYTE = 1_000_000
LARGE = 100 * MEGABYTE
AT_ONCE = 20
LOOKS = 60
OK = 200
BOUNDARY = "award-bench"
# The program as it is served, but for one address that takes a file as a form does, without a row.
SERVED = """
from types import SimpleNamespace
from flask import request
from award.domain.file_limits import FileLimits
from award.web import factory
from award.web.kit.access import open_to_links
from award.web.kit.taking_in import take_files

PLACE = SimpleNamespace(
    id=1, authority=SimpleNamespace(code="bench", file_limits=FileLimits(films=True))
)

def take():
    (kept,) = take_files([request.files["file"]], PLACE)
    return str(kept.size)

app = factory.create_app()
app.add_url_rule("/bench", view_func=open_to_links(lambda: True)(take), methods=["POST"])
app.config["WTF_CSRF_METHODS"] = set()
"""


@contextmanager
def served(folder: Path, files_url: str) -> Iterator[tuple[int, int]]:
    """The program in one process, as `./run serve` has it; its port and the process that works."""
    build_static.build()  # a page without its styles costs nothing like one with them
    (folder / "served.py").write_text(SERVED)
    port = free_port()
    told = {
        **os.environ,
        "DEMO": "1",
        "INSTANCE": str(folder),
        "FILES_URL": files_url,
        "PYTHONPATH": f"{ROOT}:{folder}",
        "PUBLIC_URL": f"http://localhost:{port}",
    }
    subprocess.run(
        [sys.executable, "-m", "flask", "--app", "app", "db", "upgrade"],
        env=told, cwd=ROOT, check=True, capture_output=True,
    )  # fmt: skip
    process = subprocess.Popen(  # noqa: S603
        [
            sys.executable, "-m", "gunicorn", "--no-control-socket", "--worker-class", "gthread",
            "--threads", "16", "--timeout", "300", "--log-level", "warning",
            "--bind", f"{LOOPBACK}:{port}", "served:app",
        ],
        env=told, cwd=ROOT,
    )  # fmt: skip
    try:
        wait_for(port)
        yield port, worker_of(process.pid)
    finally:
        process.terminate()
        process.wait(timeout=60)


def wait_for(port: int) -> None:
    for _ in range(300):
        try:
            look(port)
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise SystemExit("The program did not answer.")


def worker_of(pid: int) -> int:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return int(children[0])


def memory(pid: int, name: str) -> float:
    """A line of the process's status, in megabytes."""
    found = re.search(rf"{name}:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    assert found
    return int(found[1]) * 1024 / MEGABYTE


def forget_peak(pid: int) -> None:
    Path(f"/proc/{pid}/clear_refs").write_text("5")


def film() -> Iterator[bytes]:
    """A film of 100 MB, piece by piece."""
    small = a_film()
    head, tail = small[: small.index(b"mdat") - 4], os.urandom(MEGABYTE)
    yield head + (8 + LARGE).to_bytes(4, "big") + b"mdat"
    for _ in range(LARGE // MEGABYTE):
        yield tail


def photo() -> bytes:
    """A picture of 12 megapixels, as phones take them."""
    target = io.BytesIO()
    noise = Image.effect_noise((1000, 750), 60).resize((4000, 3000)).convert("RGB")
    noise.save(target, "JPEG", quality=88)
    return target.getvalue()


def send(port: int, name: str, pieces: Sequence[bytes]) -> bool:
    """Send a form with one file; False where there was no turn for it."""
    size = sum(map(len, pieces))
    head = (
        f"--{BOUNDARY}\r\nContent-Disposition: form-data; name=file; filename={name}\r\n"
        "Content-Type: application/octet-stream\r\n\r\n"
    ).encode()
    tail = f"\r\n--{BOUNDARY}--\r\n".encode()
    connection = HTTPConnection(LOOPBACK, port, timeout=300)
    connection.putrequest("POST", "/bench")
    connection.putheader("Content-Type", f"multipart/form-data; boundary={BOUNDARY}")
    connection.putheader("Content-Length", str(len(head) + size + len(tail)))
    connection.endheaders(head)
    for piece in pieces:
        connection.send(piece)
    connection.send(tail)
    answer = connection.getresponse()
    said = answer.read()
    connection.close()
    assert answer.status in (200, 503), (answer.status, said[:300])
    return answer.status == 200


class Sender(threading.Thread):
    """One person's upload, sent again as the page's script does while there is no turn for it."""

    def __init__(self, port: int, content: bytes) -> None:
        super().__init__()
        self._port, self._content, self.tries, self.took = port, content, 0, 0.0

    def run(self) -> None:
        begun = time.perf_counter()
        while True:
            self.tries += 1
            if send(self._port, "hall.jpg", [self._content]):
                break
            time.sleep(LATER_SECONDS * (0.5 + random.random()))  # noqa: S311 - no secret
        self.took = time.perf_counter() - begun


def look(port: int) -> float:
    """One look at a page; how long it took."""
    begun = time.perf_counter()
    connection = HTTPConnection(LOOPBACK, port, timeout=300)
    connection.request("GET", "/sign-in")
    answer = connection.getresponse()
    said = answer.read()
    connection.close()
    took = time.perf_counter() - begun
    if answer.status != OK or b"/static/build/" not in said:
        raise SystemExit(f"The page answers {answer.status}: {said[:300]!r}")
    return took


def told(times: list[float]) -> str:
    ordered = sorted(times)
    middle, late = statistics.median(ordered), ordered[int(len(ordered) * 0.95)]
    return f"p50 {middle * 1000:.0f} ms, p95 {late * 1000:.0f} ms ({len(ordered)} looks)"


def measure(files_url: str) -> None:
    picture, moving = photo(), list(film())
    with tempfile.TemporaryDirectory() as folder, served(Path(folder), files_url) as (port, pid):
        send(port, "hall.jpg", [picture])
        for _ in range(10):
            look(port)
        print(f"load of the machine: {os.getloadavg()[0]:.1f}")
        before = memory(pid, "VmRSS")
        forget_peak(pid)
        begun = time.perf_counter()
        send(port, "assembly.mp4", moving)
        seconds, added = time.perf_counter() - begun, memory(pid, "VmHWM") - before
        print(f"100 MB in {seconds:.1f} s: {added:.1f} MB more at the peak, over {before:.0f} MB")
        print(f"other pages before: {told([look(port) for _ in range(LOOKS)])}")
        people = [Sender(port, picture) for _ in range(AT_ONCE)]
        begun = time.perf_counter()
        for one in people:
            one.start()
        times = []
        while any(one.is_alive() for one in people):
            times.append(look(port))
            time.sleep(0.05)
        size, again = len(picture) / MEGABYTE, sum(one.tries - 1 for one in people)
        print(
            f"{AT_ONCE} photos of {size:.1f} MB at once took {time.perf_counter() - begun:.1f} s, "
            f"the middle one {statistics.median(one.took for one in people):.1f} s; "
            f"{again} times one came again"
        )
        print(f"other pages meanwhile: {told(times)}")


def main() -> None:
    """Measure on this disk, or in S3."""
    with tempfile.TemporaryDirectory() as folder:
        in_s3 = "s3" in sys.argv[1:]
        with own_bucket(Path(folder) / "s3") if in_s3 else nullcontext() as bucket:
            measure(bucket.url() if bucket else f"file://{folder}/files")


if __name__ == "__main__":
    main()
