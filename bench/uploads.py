"""What uploads cost: memory of the process for 100 MB, and how quick other pages stay meanwhile.

Run as `python -m bench.uploads`, or with `s3` to keep the files in a real S3 server on loopback.
Nothing is decided by the figures: they are printed.
"""

import os
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from http.client import HTTPConnection
from pathlib import Path

from tests.buckets import own_bucket
from tests.servers import LOOPBACK, free_port

ROOT = Path(__file__).parents[1]
MEGABYTE = 1_000_000
LARGE = 100 * MEGABYTE
SMALL = 5 * MEGABYTE
AT_ONCE = 20
LOOKS = 60
BOUNDARY = "award-bench"
# The program as it is served, but for one address that takes a file of any size, as a form does.
SERVED = """
from flask import request
from award.adapters.files import file_key
from award.web import factory
from award.web.kit.access import open_to_all
from award.web.kit.uploads import store

def take():
    sent = request.files["file"]
    kept = store().put(file_key("bench", "1"), sent.stream, limit=200_000_000)
    return str(kept.size)

app = factory.create_app()
app.add_url_rule("/bench", view_func=open_to_all(take), methods=["POST"])
app.config["WTF_CSRF_METHODS"] = set()
"""


@contextmanager
def served(folder: Path, files_url: str) -> Iterator[tuple[int, int]]:
    """The program in one process with eight threads; its port and the process that works."""
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
            "--threads", "8", "--timeout", "300", "--log-level", "warning",
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


def send(port: int, size: int) -> float:
    """Send a form with one file, piece by piece; how long it took."""
    head = (
        f"--{BOUNDARY}\r\nContent-Disposition: form-data; name=file; filename=a.bin\r\n"
        "Content-Type: application/octet-stream\r\n\r\n"
    ).encode()
    tail = f"\r\n--{BOUNDARY}--\r\n".encode()
    begun = time.perf_counter()
    connection = HTTPConnection(LOOPBACK, port, timeout=300)
    connection.putrequest("POST", "/bench")
    connection.putheader("Content-Type", f"multipart/form-data; boundary={BOUNDARY}")
    connection.putheader("Content-Length", str(len(head) + size + len(tail)))
    connection.endheaders(head)
    piece = os.urandom(MEGABYTE)
    for _ in range(size // MEGABYTE):
        connection.send(piece)
    connection.send(tail)
    answer = connection.getresponse()
    said = answer.read()
    connection.close()
    assert (answer.status, said) == (200, str(size).encode()), (answer.status, said[:300])
    return time.perf_counter() - begun


def look(port: int) -> float:
    """One look at a page; how long it took."""
    begun = time.perf_counter()
    connection = HTTPConnection(LOOPBACK, port, timeout=300)
    connection.request("GET", "/sign-in")
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return time.perf_counter() - begun


def told(times: list[float]) -> str:
    ordered = sorted(times)
    middle, late = statistics.median(ordered), ordered[int(len(ordered) * 0.95)]
    return f"p50 {middle * 1000:.0f} ms, p95 {late * 1000:.0f} ms ({len(ordered)} looks)"


def measure(files_url: str) -> None:
    with tempfile.TemporaryDirectory() as folder, served(Path(folder), files_url) as (port, pid):
        send(port, SMALL)
        for _ in range(10):
            look(port)
        before = memory(pid, "VmRSS")
        forget_peak(pid)
        seconds = send(port, LARGE)
        added = memory(pid, "VmHWM") - before
        print(f"100 MB in {seconds:.1f} s: {added:.1f} MB more at the peak, over {before:.0f} MB")
        print(f"other pages before: {told([look(port) for _ in range(LOOKS)])}")
        threads = [threading.Thread(target=send, args=(port, SMALL)) for _ in range(AT_ONCE)]
        begun = time.perf_counter()
        for one in threads:
            one.start()
        times = []
        while any(one.is_alive() for one in threads):
            times.append(look(port))
            time.sleep(0.01)
        print(f"{AT_ONCE} uploads of 5 MB at once took {time.perf_counter() - begun:.1f} s")
        print(f"other pages meanwhile: {told(times)}")


def main() -> None:
    """Measure on this disk, or in S3."""
    with tempfile.TemporaryDirectory() as folder:
        in_s3 = "s3" in sys.argv[1:]
        with own_bucket(Path(folder) / "s3") if in_s3 else nullcontext() as bucket:
            measure(bucket.url() if bucket else f"file://{folder}/files")


if __name__ == "__main__":
    main()
