"""Opens PDFs, and refuses those that are locked or would start something."""

from typing import BinaryIO, Final

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf

from award.adapters.kinds_of_file.refusals import NotAcceptable

_DEEPEST: Final = 50
_STARTS_SOMETHING: Final = frozenset({"/JavaScript", "/Launch", "/ImportData", "/Rendition"})
_LOCKED: Final = (
    "This PDF is locked with a password. Save a copy without the password and add that."
)
_ACTIVE: Final = (
    "This PDF has a small program in it, which we cannot take. Print it to a new PDF and add that."
)
_DAMAGED: Final = "This PDF cannot be opened. Save it once more as a PDF and add that."
_EMPTY: Final = "This PDF has no pages. Save it once more as a PDF and add that."


def check_pdf(stream: BinaryIO) -> None:
    """Accept a PDF that opens without a password, has a page, and starts nothing."""
    start = stream.read(1024)
    stream.seek(0)
    if b"%PDF-" not in start:
        raise NotAcceptable(_DAMAGED)
    try:
        with pikepdf.open(stream, suppress_warnings=True) as pdf:
            if len(pdf.pages) == 0:
                raise NotAcceptable(_EMPTY)
            if _is_active(pdf):
                raise NotAcceptable(_ACTIVE)
    except pikepdf.PasswordError:
        raise NotAcceptable(_LOCKED) from None
    except (pikepdf.PdfError, ValueError, RuntimeError, RecursionError):
        raise NotAcceptable(_DAMAGED) from None


def _is_active(pdf: Pdf) -> bool:
    names, form = pdf.Root.get("/Names"), pdf.Root.get("/AcroForm")
    if isinstance(names, Dictionary) and "/JavaScript" in names:
        return True
    if isinstance(form, Dictionary) and "/XFA" in form:
        return True
    return any(_starts_something(one, 0) for one in pdf.objects)


def _starts_something(one: Object, depth: int) -> bool:
    """Whether an action that runs something is written here, or in what is written inside it.

    What is only referred to is met on its own, so that circles do no harm.
    """
    if depth > _DEEPEST:
        return True
    if isinstance(one, pikepdf.Stream):
        return False
    if isinstance(one, Dictionary):
        action = one.get("/S")
        if isinstance(action, Name) and str(action) in _STARTS_SOMETHING:
            return True
        if "/JS" in one:
            return True
        inside = [value for _, value in one.items()]
    elif isinstance(one, Array):
        inside = list(one)
    else:
        return False
    return any(
        _starts_something(value, depth + 1)
        for value in inside
        if isinstance(value, Dictionary | Array) and not value.is_indirect
    )
