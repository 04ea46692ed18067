"""The page of a certificate without its words: what remains decides where words go."""

from datetime import UTC, datetime
from functools import cache
from types import SimpleNamespace
from typing import Final

from award.adapters.certificates import Page, Signature, square_code, templates
from award.adapters.typesetting import Lines

TITLE: Final = "[[title]]"
AUTHOR: Final = "[[author]]"
SUBJECT: Final = "[[subject]]"
WRITTEN: Final = "%Y-%m-%dT%H:%M:%SZ"
MOMENT: Final = datetime(2000, 1, 1, tzinfo=UTC)

_LETTER: Final = "n"


def bare_html(page: Page) -> str:
    """The page with one letter on each line, and marks where its description tells of it."""
    words = SimpleNamespace(
        language="en",
        opening=_LETTER,
        check_at=_LETTER,
        check_with=_LETTER,
        square=_LETTER,
        specimen=_LETTER,
    )
    bare = SimpleNamespace(
        words=words,
        title=TITLE,
        at=MOMENT,
        colour=page.colour,
        logo=page.logo,
        subtitle=_LETTER,
        dates=_LETTER,
        code=_LETTER,
        square_code=_square(grey=page.face.grey),
        subject=SUBJECT,
        signatures=[_bare_signature(one) for one in page.signatures],
        **{name: _bare(getattr(page, name)) for name in ("authority", "award", "opening")},
        **{name: _bare(getattr(page, name)) for name in ("name", "citation", "address", "paper")},
    )
    face = SimpleNamespace(
        authority_name=AUTHOR, name_lang="en", check_url="n:", specimen=page.face.specimen
    )
    return templates().get_template("certificate.html").render(page=bare, face=face)


@cache
def _square(*, grey: bool) -> str:
    return square_code(_LETTER, grey=grey)


def _bare(text: Lines) -> Lines:
    return Lines(text.size, (_LETTER,) * len(text.lines))


def _bare_signature(signature: Signature) -> Signature:
    return Signature(_bare(signature.name), _bare(signature.title), signature.picture, _LETTER)
