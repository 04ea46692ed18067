"""Makes of a file what may be read in a browser: our own pictures of its pages, and its text."""

from award.adapters.previews.making import make_pages
from award.adapters.previews.sheets import LIMITS, CannotShow, Limits, Made, Sheet

__all__ = ["LIMITS", "CannotShow", "Limits", "Made", "Sheet", "make_pages"]
