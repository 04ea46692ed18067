"""What may stand first in an address: the installation's own words, or an authority's code."""

import re
from typing import Any, Final
from urllib.parse import urlsplit

from werkzeug.routing import BaseConverter, IntegerConverter, Map, ValidationError

from award.actions.founding import FIRST_WORDS

GREATEST: Final = 2**63 - 1


def may_be_code(code: str) -> bool:
    """Whether an authority may have this code."""
    return code not in FIRST_WORDS


class AuthorityCode(BaseConverter):
    """An authority's code in an address: small letters, figures and dashes."""

    regex = r"[a-z][a-z0-9-]{1,39}"

    def to_python(self, value: str) -> str:
        if not may_be_code(value):
            raise ValidationError
        return value


class RowNumber(IntegerConverter):
    """A whole number that a database can hold; no row has a greater one, so no page has either."""

    regex = r"\d{1,19}"

    def __init__(self, map: Map, *args: Any, **kwargs: Any) -> None:
        kwargs["max"] = min(kwargs.get("max") or GREATEST, GREATEST)
        super().__init__(map, *args, **kwargs)


_INSIDE: Final = re.compile(r"/(?![/\\])[^\\\x00-\x20\x7f]*")


def inside(address: str | None) -> str | None:
    """The address itself where it leads to a page of this program, and to nowhere else."""
    if not address or not _INSIDE.fullmatch(address):
        return None
    parts = urlsplit(address)
    return None if parts.scheme or parts.netloc else address
