"""Words that are written with a hyphen and read as one, kept on one line wherever they stand."""

import re
from typing import Final

from award.domain.directions import over_words

_E_MAIL: Final = re.compile(r"(?<![\w@.-])[Ee]-mail(?:s|ed)?(?![\w@-])")


def keep_whole_on_page(page: str) -> str:
    """A page of HTML in which no line ends within “e-mail”.

    Within what holds no elements, such as a list that drops down, it stays as it is.
    """
    return over_words(page, _kept) if _E_MAIL.search(page) else page


def _kept(words: str, inside: str) -> str:
    return words if inside else _E_MAIL.sub(r'<span class="unbroken">\g<0></span>', words)
