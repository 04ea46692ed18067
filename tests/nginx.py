"""A real nginx for the tests, with the configuration that we give away, on a free port."""

import os
import re
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

from tests.servers import LOOPBACK, ServerMissing, find_program, free_port

SAMPLE = Path(__file__).parents[1] / "deploy/nginx.conf"
AROUND = """
{user}
daemon off;
worker_processes 1;
pid {folder}/pid;
error_log {folder}/error.log;
events {{ worker_connections 64; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    {server}
}}
"""


def sample_for(*, port: int, upstream: str, files: Path) -> str:
    """The sample with our places in it, and without encryption."""
    text = SAMPLE.read_text()
    for pattern, ours in (
        (r"listen 443 ssl;", f"listen {LOOPBACK}:{port};"),
        (r" *ssl_certificate.*\n", ""),
        (r"http://127\.0\.0\.1:8000", upstream),
        (r"/var/lib/award/files/", f"{files}/"),
    ):
        text, times = re.subn(pattern, ours, text)
        assert times, f"The sample has no {pattern}"
    return text


@contextmanager
def nginx(folder: Path, *, upstream: str, files: Path) -> Iterator[int]:
    """nginx in front of a server of ours; gives its port, and ends it by its own process."""
    port = free_port()
    server = sample_for(port=port, upstream=upstream, files=files)
    user = "user root;" if os.geteuid() == 0 else ""
    config = folder / "nginx.conf"
    config.write_text(AROUND.format(user=user, folder=folder, server=server))
    program = find_program("nginx", package="nginx", beside="usr/sbin/nginx")
    process = subprocess.Popen([program, "-p", folder, "-c", config, "-e", folder / "error.log"])
    try:
        wait_for(process, port, folder / "error.log")
        yield port
    finally:
        process.terminate()
        process.wait(timeout=30)


def wait_for(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    for _ in range(100):
        try:
            connection = HTTPConnection(LOOPBACK, port, timeout=1)
            connection.connect()
            connection.close()
            return
        except OSError:
            if process.poll() is not None:
                break
            time.sleep(0.1)
    raise ServerMissing(f"nginx did not start: {log.read_text() if log.exists() else ''}")
