"""A real server that says what time it is (RFC 3161), on loopback: openssl answers."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from cryptography import x509

NEEDED = "openssl is not here: apt-get install openssl"
SETTINGS = """
[req]
distinguished_name = name
x509_extensions = stamping
prompt = no
[name]
CN = A server of the time for tests
[stamping]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
subjectKeyIdentifier = hash
[tsa]
default_tsa = here
[here]
serial = {folder}/serial
crypto_device = builtin
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha512
accuracy = secs:1
ordering = yes
tsa_name = yes
ess_cert_id_alg = sha256
"""


class TimeServer:
    """Where it answers, and the certificate that vouches for it."""

    def __init__(self, folder: Path) -> None:
        self._folder, self.asked = folder, 0
        self._settings, self._key = folder / "settings.cnf", folder / "key.pem"
        self._certificate = folder / "certificate.pem"
        self._settings.write_text(SETTINGS.format(folder=folder))
        (folder / "serial").write_text("01\n")
        _openssl(
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
            "-days", "30", "-config", str(self._settings), "-keyout", str(self._key),
            "-out", str(self._certificate),
        )  # fmt: skip
        self.url = ""

    @property
    def certificate(self) -> x509.Certificate:
        return x509.load_pem_x509_certificate(self._certificate.read_bytes())

    def answer(self, question: bytes) -> bytes:
        self.asked += 1
        asked = self._folder / f"question-{self.asked}"
        asked.write_bytes(question)
        return _openssl(
            "ts", "-reply", "-config", str(self._settings), "-queryfile", str(asked),
            "-signer", str(self._certificate), "-inkey", str(self._key),
        )  # fmt: skip


@contextmanager
def time_server(folder: Path) -> Iterator[TimeServer]:
    """The server, until the end of the block."""
    serving = TimeServer(folder)

    class Answering(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            said = serving.answer(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *_said: object) -> None:
            """Says nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Answering) as server:
        serving.url = f"http://127.0.0.1:{server.server_address[1]}/"
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield serving
        finally:
            server.shutdown()
            thread.join()


def _openssl(*asked: str) -> bytes:
    try:
        done = subprocess.run(["openssl", *asked], capture_output=True, check=False)
    except FileNotFoundError:
        raise AssertionError(NEEDED) from None
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout
