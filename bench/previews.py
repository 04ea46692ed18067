"""How quickly pages are made for reading in the browser, and how much memory their child takes.

Run as `python -m bench.previews [FILE.pdf]`; without a file it draws its own.
"""

import io
import resource
import sys
import tempfile
import time
from pathlib import Path

import pikepdf

from award.adapters.previews import make_pages
from award.domain.file_kinds import PDF

PAGES = 50
LINES = "".join(
    f"BT /F1 11 Tf 60 {780 - 14 * one} Td (We listen first. ) Tj ET\n" for one in range(50)
)


def own_pdf(path: Path) -> None:
    """A PDF of fifty pages full of words."""
    pdf = pikepdf.new()
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    for _ in range(PAGES):
        page = pdf.add_blank_page(page_size=(595, 842))
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        page.Contents = pdf.make_stream(LINES.encode())
    target = io.BytesIO()
    pdf.save(target)
    path.write_bytes(target.getvalue())


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else folder / "own.pdf"
        if len(sys.argv) == 1:
            own_pdf(source)
        begun = time.perf_counter()
        made = make_pages(source, PDF.media_type, folder)
        took = time.perf_counter() - begun
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        kept = sum(one.stat().st_size for one in folder.glob("*.webp"))
        count = len(made.sheets)
        print(f"{count} of {made.pages_in_all} pages in {took:.1f} s: {count / took:.1f} a second")
        print(f"CPU of the child: {used.ru_utime + used.ru_stime:.1f} s")
        print(f"Most memory of the child: {used.ru_maxrss / 1024:.0f} MB")
        print(f"Kept: {kept / max(count, 1) / 1024:.0f} KB a page")


if __name__ == "__main__":
    main()
