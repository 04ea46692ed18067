"""Finds out what a file really is, by opening it with a program that reads such files."""

from award.adapters.kinds_of_file.kinds import kind_of
from award.adapters.kinds_of_file.refusals import NotAcceptable

__all__ = ["NotAcceptable", "kind_of"]
