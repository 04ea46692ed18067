"""Refuses, at its field, words that no typeface of a certificate can print."""

from flask_wtf import FlaskForm
from wtforms import Field

from award.adapters.pdf import BUILT_FONTS
from award.adapters.typefaces import NoTypeface, Voice, typefaces_in
from award.adapters.typesetting import tidy
from award.web.kit.fields import PutRight


class Printable:
    """Each letter is in a typeface; else it says which are not, and what to do.

    ``voice`` is how the certificate speaks these words, and ``what`` what they are.
    """

    def __init__(self, voice: Voice = Voice.DISPLAY, what: str = "the name") -> None:
        self._voice, self._what = voice, what

    def __call__(self, form: FlaskForm, field: Field) -> None:
        try:
            typefaces_in(BUILT_FONTS).needed_for(self._voice, tidy(field.data or ""))
        except NoTypeface as missing:
            letters = " ".join(missing.letters)
            raise PutRight(
                f"A certificate cannot print {letters} yet. Write {self._what} in other letters"
            ) from missing
