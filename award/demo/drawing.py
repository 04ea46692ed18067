"""Draws the papers of the demo world: what a phone, an office and a spreadsheet would send."""
# WeasyPrint has no types, so that every call of it would be refused.
# mypy: disable-error-code="no-untyped-call"

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import pypdfium2
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from openpyxl import Workbook
from openpyxl.styles import Font
from PIL import Image, ImageFilter
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from award.adapters.pdf import BUILT_FONTS, BundledOnly
from award.demo.words import Voice

PAPERS: Final = Path(__file__).parent / "papers"
LETTERS: Final = "atkinson-hyperlegible-next-latin-wght-normal-*.woff2"
PDF: Final = "application/pdf"
JPEG: Final = "image/jpeg"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
POINTS_TO_PIXELS: Final = 1.6
WALL: Final = (214, 205, 188)
AROUND: Final = 90


@dataclass(frozen=True)
class Paper:
    """A file as somebody would send it."""

    name: str
    media_type: str
    whole: bytes


@cache
def paper_for(code: str, voice: Voice) -> Paper | None:
    """What a place of this kind gives for a criterion as a file; None where it is a note."""
    if code in ON_PAPER:
        name, template = ON_PAPER[code]
        return Paper(name, PDF, _set(template, voice))
    if code in PHOTOGRAPHED:
        name, template, turn = PHOTOGRAPHED[code]
        return Paper(name, JPEG, _photograph(_set(template, voice), turn))
    if (code, voice) in COUNTED:
        name, lines = COUNTED[code, voice]
        return Paper(name, XLSX, _tabulate(name, lines))
    return None


def photographs(codes: Sequence[str], voice: Voice) -> list[Paper]:
    """The photos that a place of this kind takes for these criteria."""
    found = (paper_for(code, voice) for code in codes)
    return [one for one in found if one is not None and one.media_type == JPEG]


# --- on paper, and photographed ------------------------------------------------------------------

# For each criterion the file's name and its template.
ON_PAPER: Final[dict[str, tuple[str, str]]] = {
    "1.1": ("our-policy.pdf", "policy"),
    "1.5": ("minutes.pdf", "minutes"),
    "1.6": ("on-one-page.pdf", "one-page"),
}
# ... and by how much the phone was held askew, in degrees.
PHOTOGRAPHED: Final[dict[str, tuple[str, str, float]]] = {
    "1.3": ("IMG_2041.jpg", "poster", -1.6),
    "3.2": ("IMG_2055.jpg", "steps", 2.2),
    "3.5": ("IMG_2067.jpg", "map", -0.8),
    "4.5": ("IMG_2073.jpg", "welcome", 1.1),
}
WHO: Final[dict[Voice, str]] = {
    Voice.SCHOOL: "children",
    Voice.OLDER: "students",
    Voice.EARLY: "children",
    Voice.CLUB: "young people",
    Voice.HOME: "young people",
}
WAYS: Final[dict[Voice, Sequence[str]]] = {
    Voice.SCHOOL: ("Tell any grown-up you trust", "Put a note in the worry box"),
    Voice.OLDER: ("Talk to any adult you trust", "Use the form on our website"),
    Voice.EARLY: ("Tell any grown-up you trust", "Point to it on the “Tell us” board"),
    Voice.CLUB: ("Talk to any of the team", "Write it for the “Tell us” box"),
    Voice.HOME: ("Talk to anybody here you trust", "Call a number on your card"),
}
ROOMS: Final[dict[Voice, Sequence[str]]] = {
    Voice.SCHOOL: ("Hall", "Class rooms", "Corridor", "Dining room", "Playground", "Gate"),
    Voice.OLDER: ("Hall", "Workshops", "Corridor", "Canteen", "Courtyard", "Bus stop"),
    Voice.EARLY: ("Big room", "Little ones", "Coats", "Sand and water", "Garden", "Gate"),
    Voice.CLUB: ("Main room", "Kitchen", "Way to the yard", "Games", "Yard", "Street door"),
    Voice.HOME: ("Living room", "Kitchen", "Landing", "Bedrooms", "Garden", "Front door"),
}
SAFE: Final = ((24, 36), (38, 52), (60, 30), (112, 30), (130, 36), (182, 40), (60, 124), (120, 112))
NOT_ALWAYS: Final = ((104, 66), (138, 60), (196, 140), (252, 70))
CARDS: Final = (
    ("Welcome", 12, 14, -4, "#0b4f4a"), ("Witamy", 84, 34, 3, "#a5482c"),
    ("Bienvenue", 150, 12, -2, "#2b5d8c"), ("Karibu", 222, 32, 5, "#7a5a12"),
    ("Bem-vindo", 16, 140, 4, "#7a3b6b"), ("Soo dhawoow", 88, 156, -3, "#2f6f60"),
    ("Bienvenidos", 154, 136, 2, "#8a3a3a"), ("Croeso", 224, 154, -5, "#34558b"),
)  # fmt: skip


@cache
def _templates() -> Environment:
    return Environment(loader=FileSystemLoader(PAPERS), autoescape=True, undefined=StrictUndefined)


def words_of(template: str, voice: Voice) -> str:
    """A paper of a place of this kind, as a page of words that is not set yet."""
    said: dict[str, Any] = {
        "title": "How we prevent bullying, and what we do",
        "who": WHO[voice],
        "ways": WAYS[voice],
        "rooms": ROOMS[voice],
        "green": SAFE,
        "red": NOT_ALWAYS,
        "cards": CARDS,
    }
    return _templates().get_template(f"{template}.html").render(said)


@cache
def _dress() -> tuple[CSS, FontConfiguration, BundledOnly]:
    """The look of all papers, from nothing fetched."""
    letters = next(BUILT_FONTS.glob(LETTERS)).read_bytes()
    fetcher, fonts = BundledOnly({"bundled:font": letters}), FontConfiguration()
    css = (PAPERS / "base.css").read_text("utf-8")
    return CSS(string=css, url_fetcher=fetcher, font_config=fonts), fonts, fetcher


def _set(template: str, voice: Voice) -> bytes:
    css, fonts, fetcher = _dress()
    page = HTML(string=words_of(template, voice), url_fetcher=fetcher)
    whole: bytes = page.write_pdf(stylesheets=[css], font_config=fonts)
    return whole


def _photograph(pdf: bytes, turn: float) -> bytes:
    """The first page on a wall, as a phone that is held a little askew would take it."""
    with pypdfium2.PdfDocument(pdf) as document:
        drawn = document[0].render(scale=POINTS_TO_PIXELS).to_pil().convert("RGBA")
    size = (drawn.width + 2 * AROUND, drawn.height + 2 * AROUND)
    sheet, shadow = Image.new("RGBA", size), Image.new("RGBA", size)
    sheet.paste(drawn, (AROUND, AROUND))
    shadow.paste((40, 34, 24, 150), (AROUND + 8, AROUND + 12, *(side - AROUND for side in size)))
    picture = Image.new("RGBA", size, (*WALL, 255))
    picture.alpha_composite(shadow.rotate(turn).filter(ImageFilter.GaussianBlur(14)))
    picture.alpha_composite(sheet.rotate(turn, resample=Image.Resampling.BICUBIC))
    out = io.BytesIO()
    picture.convert("RGB").save(out, "JPEG", quality=82)
    return out.getvalue()


# --- counted -------------------------------------------------------------------------------------

Lines = Sequence[Sequence[str | int]]
FEW: Final = "under 5"
LOG: Final[Lines] = (
    ("Half-term", "Reports", "By words", "Left out", "Online", "What we changed"),
    ("Autumn 1", 19, 10, 6, FEW, "An adult stands by the way to the hall"),
    ("Autumn 2", 16, 7, FEW, 5, "A talk about group chats, with families"),
    ("Spring 1", 13, 8, FEW, FEW, "Games with places for all at break"),
    ("Spring 2", 9, 6, FEW, FEW, "Nothing new: it works"),
)
SURVEY: Final[Lines] = (
    ("We asked everybody", "Autumn, of 100", "Summer, of 100"),
    ("I know who to tell", 71, 92),
    ("Somebody would do something", 64, 83),
    ("I feel safe inside", 88, 93),
    ("I feel safe outside", 69, 81),
    ("I was bullied this term", 14, 8),
    ("I saw it and told somebody", 41, 63),
)
TRAINED: Final = ("Role", "How many", "Trained", "Last on", "What comes next")
EVERY_SEPTEMBER: Final = "again next September"


def _register(*roles: tuple[str, int, int]) -> Lines:
    return (TRAINED, *((role, all_of_them, trained, "3 September", EVERY_SEPTEMBER if
                        all_of_them == trained else "next session, in October")
                       for role, all_of_them, trained in roles))  # fmt: skip


REGISTERS: Final[dict[Voice, Lines]] = {
    Voice.SCHOOL: _register(("Teachers", 14, 14), ("Teaching assistants", 11, 10),
                            ("Midday supervisors", 8, 8), ("Office and site", 5, 4)),
    Voice.OLDER: _register(("Teachers and tutors", 62, 61), ("Support staff", 24, 24),
                           ("Canteen and site", 12, 11)),
    Voice.EARLY: _register(("Key persons", 9, 9), ("Room leaders", 3, 3), ("Cook", 1, 0),
                           ("Volunteers", 4, 3)),
    Voice.CLUB: _register(("Youth workers", 3, 3), ("Volunteers", 9, 8), ("Young leaders", 6, 5)),
    Voice.HOME: _register(("Residential workers", 8, 7), ("Night team", 3, 2), ("Manager", 1, 1)),
}  # fmt: skip
IN_TERMS: Final = (Voice.SCHOOL, Voice.OLDER)
COUNTED: Final[dict[tuple[str, Voice], tuple[str, Lines]]] = {
    **{("1.4", voice): ("log-by-half-term.xlsx", LOG) for voice in IN_TERMS},
    **{("2.2", voice): ("survey.xlsx", SURVEY) for voice in (*IN_TERMS, Voice.CLUB)},
    **{("3.1", voice): ("training-register.xlsx", lines) for voice, lines in REGISTERS.items()},
}


def _tabulate(name: str, lines: Lines) -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.title = Path(name).stem.replace("-", " ").capitalize()
    for line in lines:
        sheet.append(list(line))
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
