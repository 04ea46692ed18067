"""Makes PDFs of one page, PDF/A-3a and PDF/UA-1 at once, from nothing fetched: the certificate."""
# WeasyPrint has no types, so that every call of it would be refused.
# mypy: disable-error-code="no-untyped-call"

import atexit
import hashlib
import re
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final
from xml.etree.ElementTree import Element, fromstring, register_namespace, tostring

from weasyprint import CSS, HTML, Attachment, Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from award.adapters.certificates import ROOT, SCHEME, TEMPLATES
from award.adapters.typefaces import Typefaces, Voice, typefaces_in
from award.domain.brand import greyed

BUILT_FONTS: Final = ROOT / "static" / "build" / "fonts"
VARIANT: Final = "pdf/a-3a"

_EMPTY_MAPPING: Final = re.compile(rb"(<[0-9a-f]+>) <>")

_REORDERED: Final = re.compile("[\u0900-\u0dff]")
"""The scripts of India: Devanagari, Bengali, Gurmukhi, Gujarati, Tamil and their neighbours."""

Needed = tuple[tuple[Voice, tuple[str, ...]], ...]

# PDF/A wants its own prefixes for what explains a mark that it does not know.
register_namespace("pdfaExtension", "http://www.aiim.org/pdfa/ns/extension/")
register_namespace("pdfaSchema", "http://www.aiim.org/pdfa/ns/schema#")
register_namespace("pdfaProperty", "http://www.aiim.org/pdfa/ns/property#")


class NotBundled(PermissionError):
    """A page asked for something that is not among its own drawings and fonts."""


class BundledOnly(URLFetcher):
    """Answers from memory: the named assets and `data:`; whatever else is asked for is refused."""

    def __init__(self, assets: Mapping[str, bytes]) -> None:
        super().__init__(allowed_protocols=("data",), allow_redirects=False, fail_on_errors=True)
        self._assets = assets
        self._refused: list[str] = []

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        if url in self._assets:
            kind = "image/svg+xml" if url.endswith(".svg") else "font/woff2"
            return URLFetcherResponse(url, self._assets[url], {"Content-Type": kind})
        if url.startswith("data:"):
            answer: URLFetcherResponse = super().fetch(url, headers)
            return answer
        self._refused.append(url)
        raise NotBundled(url)

    def insist(self) -> None:
        """Says no aloud: within a picture, the renderer passes over a refusal and goes on."""
        if self._refused:
            wanted = ", ".join(self._refused)
            raise NotBundled(f"A certificate fetches nothing, and its page asks for {wanted}")


def write_pdf(
    html: str,
    *,
    assets: Mapping[str, bytes],
    stylesheets: tuple[CSS, ...] = (),
    font_configuration: FontConfiguration | None = None,
    lang_of_name: str = "en",
    attachments: tuple[Attachment, ...] = (),
    lines_of_name: tuple[str, ...] = (),
) -> bytes:
    """The page as PDF/A-3a and PDF/UA-1; refuses a page that asks for anything not in `assets`."""
    sheet = laid_out(
        html, assets=assets, stylesheets=stylesheets, font_configuration=font_configuration
    )
    return sheet.written(attachments, finisher=_finishing(lang_of_name, lines_of_name))


@dataclass(frozen=True)
class Sheet:
    """A page that is laid out and not yet written."""

    document: Document
    fetcher: BundledOnly
    identifier: str

    def written(
        self,
        attachments: tuple[Attachment, ...] = (),
        finisher: Callable[[Any, Any], None] | None = None,
    ) -> bytes:
        """The page as PDF/A-3a and PDF/UA-1. Raises NotBundled if it asks for anything else."""
        metadata = self.document.metadata
        metadata.generate_rdf_metadata = _telling_of_ua(metadata.generate_rdf_metadata)
        with warnings.catch_warnings(), _insisting(self.fetcher):
            # The renderer leaves the closing of its own colour profile to Python.
            warnings.filterwarnings("ignore", r"unclosed file .*sRGB2014\.icc", ResourceWarning)
            written: bytes = self.document.write_pdf(
                finisher=finisher,
                attachments=list(attachments),
                pdf_variant=VARIANT,
                pdf_identifier=self.identifier,
            )
        self.fetcher.insist()
        return written


def laid_out(
    html: str,
    *,
    assets: Mapping[str, bytes],
    stylesheets: tuple[CSS, ...] = (),
    font_configuration: FontConfiguration | None = None,
) -> Sheet:
    """The page, laid out. Raises NotBundled if it asks for anything that is not in `assets`."""
    fetcher = BundledOnly(assets)
    with _insisting(fetcher):
        document = HTML(string=html, url_fetcher=fetcher).render(
            font_config=font_configuration, stylesheets=stylesheets, pdf_variant=VARIANT
        )
    return Sheet(document, fetcher, hashlib.sha256(html.encode()).hexdigest()[:32])


@contextmanager
def _insisting(fetcher: BundledOnly) -> Iterator[None]:
    try:
        yield
    except FatalURLFetchingError:
        fetcher.insist()
        raise


@lru_cache(maxsize=8)
def dress(
    needed: Needed,
    folder: Path,
    style: Path = TEMPLATES / "certificate.css",
    *,
    grey: bool = False,
) -> tuple[tuple[CSS, ...], FontConfiguration]:
    """Styles and fonts for one set of typefaces, parsed and loaded once.

    A certificate loads only the fonts whose letters it uses: nearly all share one set.
    """
    typefaces = typefaces_in(folder)
    names = sorted({name for _, files in needed for name in files})
    configuration = FontConfiguration()
    faces = CSS(
        string=_font_rules(names, needed),
        font_config=configuration,
        url_fetcher=BundledOnly(_font_assets(names, typefaces)),
    )
    written = style.read_text(encoding="utf-8")
    page = CSS(
        string=greyed(written) if grey else written,
        font_config=configuration,
        url_fetcher=BundledOnly({}),
    )
    return (faces, page), configuration


# Fonts that outlive the library that made them bring the whole process down at its end.
atexit.register(dress.cache_clear)


def _font_assets(names: list[str], typefaces: Typefaces) -> dict[str, bytes]:
    return {f"{SCHEME}{name}.woff2": typefaces.named(name).content for name in names}


def _font_rules(names: list[str], needed: Needed) -> str:
    """Each file as a family of its own, so that the order of liking is ours and none is faked."""
    faces = [
        f'@font-face {{ font-family: "{name}"; src: url("{SCHEME}{name}.woff2") }}'
        for name in names
    ]
    voices = [
        f".{voice} {{ font-family: " + ", ".join(f'"{name}"' for name in files) + " }"
        for voice, files in needed
    ]
    return "\n".join([*faces, *voices])


def _telling_of_ua(generate: Callable[..., bytes]) -> Callable[..., bytes]:
    """Adds to the file's description that it is PDF/UA-1 too.

    PDF/A allows a mark that it does not know only with the schema of that mark beside it.
    """

    def generate_both(*args: object, **kwargs: object) -> bytes:
        described = fromstring(generate(*args, **kwargs))  # noqa: S314 - written a line ago, by us
        described.extend(_ua_marks())
        return bytes(tostring(described, encoding="utf-8"))

    return generate_both


def _ua_marks() -> list[Element]:
    marks = (TEMPLATES / "pdfua.xml").read_bytes()
    return list(fromstring(marks))  # noqa: S314 - our own file


def _finishing(lang_of_name: str, lines: tuple[str, ...]) -> Callable[[Any, Any], None]:
    """What the renderer leaves to be done, just before the file is written."""

    def finish(_document: Any, pdf: Any) -> None:
        if "AF" in pdf.catalog:  # the renderer names each attached file twice
            pdf.catalog["AF"][:] = sorted(set(pdf.catalog["AF"]))
        for part in pdf.objects:
            _map_every_glyph(part)
            if isinstance(part, dict) and part.get("S") == "/H2":
                part["Lang"] = f"({lang_of_name})"
                _say_lines(pdf, part, lines)

    return finish


def _map_every_glyph(part: Any) -> None:
    """Gives the glyphs that stand for no letter alone a mark that readers pass over.

    Where two glyphs draw one letter, only one of them is mapped to it, and an empty mapping is
    not allowed. The grapheme joiner is never seen nor said, and keeps the word in one piece.
    """
    lines = getattr(part, "stream", ())
    if b"begincmap" in lines:
        part.stream = [_EMPTY_MAPPING.sub(rb"\1 <034f>", line) for line in lines]


def _say_lines(pdf: Any, heading: Any, lines: tuple[str, ...]) -> None:
    """Says what the lines of a name read as, in scripts that draw their vowels out of order.

    A glyph stands for one text wherever it is, so that these would be read back with letters
    changed; the text that is said here takes the place of what the glyphs stand for.
    """
    if not _REORDERED.search("".join(lines)):
        return
    numbers = list(dict.fromkeys(_contents_of(pdf, heading)))
    if len(numbers) != len(lines):
        return  # a line in several pieces: each would read as the whole
    said = dict(zip(numbers, lines, strict=True))
    for part in pdf.objects:
        for piece in getattr(part, "stream", ()):
            if isinstance(piece, dict) and piece.get("MCID") in said:
                line = said[piece["MCID"]].encode("utf-16-be").hex()
                piece["ActualText"] = f"<FEFF{line}>"


def _contents_of(pdf: Any, part: Any) -> Iterator[int]:
    """The numbers of the marked pieces of a page that a part of the structure holds, in order."""
    for kid in part["K"]:
        reference = kid.decode() if isinstance(kid, bytes) else str(kid)
        if reference.endswith(" R"):
            yield from _contents_of(pdf, pdf.objects[int(reference.split()[0])])
        else:
            yield int(reference)
