"""Opens PDFs, and refuses those that are locked, carry other files, or would start something."""

import zipfile
from typing import BinaryIO, Final

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from award.adapters.kinds_of_file.refusals import NotAcceptable

_DEEPEST: Final = 50
_KEYED: Final = (Dictionary, Stream)
_STARTS_SOMETHING: Final = frozenset(
    {"/JavaScript", "/Launch", "/ImportData", "/Rendition", "/GoToE", "/RichMediaExecute"}
)
_PLAYS_SOMETHING: Final = frozenset({"/RichMedia", "/Screen", "/Movie", "/Sound", "/3D"})
# A link that a person follows harms nobody; what a reader follows by itself would.
_LEADS_OUTSIDE: Final = frozenset({"/URI", "/GoToR", "/SubmitForm"})
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
_FETCHES: Final = (
    "This PDF fetches things from elsewhere once it is opened, which we cannot take. "
    "Print it to a new PDF and add that."
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
    if b"%PDF-" not in start:
        raise NotAcceptable(_DAMAGED)
    if _is_zip_too(stream):
        raise NotAcceptable(_CARRIES)
    stream.seek(0)
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


def _is_zip_too(stream: BinaryIO) -> bool:
    """Whether a program that unpacks would find files in it."""
    try:
        with zipfile.ZipFile(stream) as packed:
            return bool(packed.infolist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False


def _trouble_of(pdf: Pdf) -> str:
    names, form, opening = (pdf.Root.get(one) for one in ("/Names", "/AcroForm", "/OpenAction"))
    if isinstance(names, _KEYED) and "/JavaScript" in names:
        return _ACTIVE
    if isinstance(form, _KEYED) and "/XFA" in form:
        return _ACTIVE
    if isinstance(names, _KEYED) and "/EmbeddedFiles" in names:
        return _CARRIES
    if _leads_outside(opening):
        return _ACTIVE
    return next((words for one in pdf.objects if (words := _trouble_in(one, 0))), "")


def _trouble_in(one: Object, depth: int) -> str:
    """What is wrong with what is written here, or in what is written inside it.

    What is only referred to is met on its own, so that circles do no harm. A stream has entries
    as a dictionary has, and readers take an action that is written as one.
    """
    if depth > _DEEPEST:
        return _ACTIVE
    if isinstance(one, _KEYED):
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


def _trouble_here(one: Object) -> str:
    action, note = one.get("/S"), one.get("/Subtype")
    if "/JS" in one or (isinstance(action, Name) and str(action) in _STARTS_SOMETHING):
        return _ACTIVE
    if "/EF" in one or note == Name.FileAttachment or one.get("/Type") == Name.EmbeddedFile:
        return _CARRIES
    if isinstance(one, Stream) and ("/F" in one or "/Ref" in one):
        return _FETCHES
    by_itself = one.get("/AA")
    if isinstance(by_itself, _KEYED) and any(_leads_outside(each) for _, each in by_itself.items()):
        return _ACTIVE
    return _PLAYS if isinstance(note, Name) and str(note) in _PLAYS_SOMETHING else ""


def _leads_outside(action: Object | None) -> bool:
    """Whether what a reader does unasked, or does after it, goes to another file or address."""
    waiting, seen = [action], 0
    while waiting:
        one, seen = waiting.pop(), seen + 1
        if seen > _DEEPEST:
            return True
        if not isinstance(one, _KEYED):
            continue
        kind, onward = one.get("/S"), one.get("/Next")
        if isinstance(kind, Name) and str(kind) in _LEADS_OUTSIDE:
            return True
        waiting += list(onward) if isinstance(onward, Array) else [onward]
    return False
