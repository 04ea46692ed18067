"""Finds out what a file really is, by opening it with a program that reads such files."""

from award.adapters.kinds_of_file.kinds import kind_of, look_at
from award.adapters.kinds_of_file.refusals import Found, NotAcceptable

__all__ = ["Found", "NotAcceptable", "kind_of", "look_at"]
