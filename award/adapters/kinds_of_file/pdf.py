"""Opens PDFs, and refuses those that are locked, carry other files, or would start something."""

from typing import BinaryIO, Final

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf

from award.adapters.kinds_of_file.refusals import NotAcceptable

_DEEPEST: Final = 50
_STARTS_SOMETHING: Final = frozenset(
    {"/JavaScript", "/Launch", "/ImportData", "/Rendition", "/GoToE", "/RichMediaExecute"}
)
_PLAYS_SOMETHING: Final = frozenset({"/RichMedia", "/Screen", "/Movie", "/Sound", "/3D"})
_LOCKED: Final = (
    "This PDF is locked with a password. Save a copy without the password and add that."
)
_ACTIVE: Final = (
    "This PDF has a small program in it, which we cannot take. Print it to a new PDF and add that."
)
_CARRIES: Final = (
    "This PDF has other files inside it, which we cannot take. "
    "Add those by themselves, print this one to a new PDF and add that."
)
_PLAYS: Final = (
    "This PDF plays film or sound, which we cannot take. Print it to a new PDF and add that."
)
_DAMAGED: Final = "This PDF cannot be opened. Save it once more as a PDF and add that."
_EMPTY: Final = "This PDF has no pages. Save it once more as a PDF and add that."


def check_pdf(stream: BinaryIO) -> None:
    """Accept a PDF that opens without a password, has a page, starts and carries nothing.

    It is never rewritten: what a setting gave is what is kept, with its signatures and its hash.
    """
    start = stream.read(1024)
    stream.seek(0)
    if b"%PDF-" not in start:
        raise NotAcceptable(_DAMAGED)
    try:
        with pikepdf.open(stream, suppress_warnings=True) as pdf:
            if len(pdf.pages) == 0:
                raise NotAcceptable(_EMPTY)
            if words := _trouble_of(pdf):
                raise NotAcceptable(words)
    except pikepdf.PasswordError:
        raise NotAcceptable(_LOCKED) from None
    except (pikepdf.PdfError, ValueError, RuntimeError, RecursionError):
        raise NotAcceptable(_DAMAGED) from None


def _trouble_of(pdf: Pdf) -> str:
    names, form = pdf.Root.get("/Names"), pdf.Root.get("/AcroForm")
    if isinstance(names, Dictionary) and "/JavaScript" in names:
        return _ACTIVE
    if isinstance(form, Dictionary) and "/XFA" in form:
        return _ACTIVE
    if isinstance(names, Dictionary) and "/EmbeddedFiles" in names:
        return _CARRIES
    return next((words for one in pdf.objects if (words := _trouble_in(one, 0))), "")


def _trouble_in(one: Object, depth: int) -> str:
    """What is wrong with what is written here, or in what is written inside it.

    What is only referred to is met on its own, so that circles do no harm.
    """
    if depth > _DEEPEST:
        return _ACTIVE
    if isinstance(one, pikepdf.Stream):
        return _CARRIES if one.get("/Type") == Name.EmbeddedFile else ""
    if isinstance(one, Dictionary):
        if words := _trouble_here(one):
            return words
        inside = [value for _, value in one.items()]
    elif isinstance(one, Array):
        inside = list(one)
    else:
        return ""
    parts = (
        _trouble_in(value, depth + 1)
        for value in inside
        if isinstance(value, Dictionary | Array) and not value.is_indirect
    )
    return next((words for words in parts if words), "")


def _trouble_here(one: Dictionary) -> str:
    action, note = one.get("/S"), one.get("/Subtype")
    if "/JS" in one or (isinstance(action, Name) and str(action) in _STARTS_SOMETHING):
        return _ACTIVE
    if "/EF" in one or note == Name.FileAttachment:
        return _CARRIES
    is_note = "/Rect" in one and isinstance(note, Name)
    return _PLAYS if is_note and str(note) in _PLAYS_SOMETHING else ""
