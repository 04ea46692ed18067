"""Certificates per second of processor time: ours, plain WeasyPrint, Typst and reportlab.

Run as `python -m bench.certificates [HOW_MANY]`. Each way runs in a process of its own, so that
its memory can be told, on the same faces with Latin names. Compare the ways of one run with each
other and not with another machine. Typst and reportlab are measured where they are installed:
`python -m pip install typst reportlab` into an environment of one's own.
"""
# Each way loads what it needs and nothing else, so that its memory is its own.
# ruff: noqa: PLC0415

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from tempfile import mkdtemp

from award.domain.certificates import CertificateFace
from bench import certificate_peers
from bench.certificate_faces import AT, badge_face, faces

Make = Callable[[CertificateFace], bytes]
WARM = 5
PUBLIC = "https://awards.example.org"


def signed() -> Make:
    """As they are issued: with the badge, its proof and its token, and the signature."""
    from award.adapters.certificate_pdfs import render_certificate
    from award.adapters.keys import Keys
    from award.adapters.sealing import KeySealing

    sealing = KeySealing(Keys(Path(mkdtemp())), PUBLIC)

    def make(face: CertificateFace) -> bytes:
        badge = sealing.badge(badge_face(face), at=AT)
        return sealing.sign(render_certificate(face, at=AT, badge=badge.text))

    return make


def filled() -> Make:
    """Ours, before it is signed."""
    from award.adapters.certificate_pdfs import render_certificate

    return lambda face: render_certificate(face, at=AT)


def shown() -> Make:
    """A specimen as a picture, as a coordinator's screen asks for one in a request."""
    from dataclasses import replace

    from award.adapters.certificate_pictures import picture_of

    return lambda face: picture_of(replace(face, specimen=True), at=AT)


def drawn() -> Make:
    """Our slow way, for scripts that need it: styles and fonts are loaded once."""
    from award.adapters.certificate_pdfs import draw_page
    from award.adapters.certificates import Page
    from award.adapters.pdf import BUILT_FONTS
    from award.adapters.typefaces import typefaces_in

    return lambda face: draw_page(Page(face, AT, typefaces_in(BUILT_FONTS)))


WAYS: dict[str, tuple[str, str, Callable[[], Make], int]] = {
    "naive": ("WeasyPrint, HTML to PDF each time", "A-3a", certificate_peers.naive, 5),
    "drawn": ("ours, drawn by the renderer", "A-3a + UA-1", drawn, 2),
    "filled": ("ours, filled in", "A-3a + UA-1", filled, 1),
    "signed": ("ours, filled in, badge and signature", "A-3a + UA-1", signed, 2),
    "shown": ("ours, a specimen as a picture of 110 dpi", "picture", shown, 4),
    "typst": ("Typst", "UA-1", certificate_peers.typst, 1),
    "reportlab": ("reportlab", "untagged", certificate_peers.reportlab, 1),
}
PEERS = ("typst", "reportlab")


def measure(way: str, count: int) -> dict[str, float]:
    """Make so many certificates this way, here, after a few that warm up."""
    make, wanted = WAYS[way][2](), faces(WARM + count)
    for face in wanted[:WARM]:
        make(face)
    begun = time.process_time()
    size = sum(len(make(face)) for face in wanted[WARM:])
    spent = time.process_time() - begun
    return {
        "rate": count / spent,
        "kilobytes": size / count / 1024,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    print("| way | tagged | per CPU second | against naive | KB each | peak MB |")
    print("|---|---|---|---|---|---|")
    naive = 0.0
    for way, (name, tagged, _, less) in WAYS.items():
        if way in PEERS and find_spec(way) is None:
            print(f"| {name} | {tagged} | not installed here: pip install {way} | | | |")
            continue
        seen = _apart(way, max(1, count // less))
        naive = naive or seen["rate"]
        print(
            f"| {name} | {tagged} | {seen['rate']:.1f} | {seen['rate'] / naive:.1f} times "
            f"| {seen['kilobytes']:.0f} | {seen['megabytes']:.0f} |"
        )


def _apart(way: str, count: int) -> dict[str, float]:
    done = subprocess.run(  # noqa: S603 - this very file
        [sys.executable, "-m", "bench.certificates", "--way", way, str(count)],
        capture_output=True,
        text=True,
        check=True,
    )
    seen: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return seen


if __name__ == "__main__":
    if sys.argv[1:2] == ["--way"]:
        print(json.dumps(measure(sys.argv[2], int(sys.argv[3]))))
    else:
        main()
