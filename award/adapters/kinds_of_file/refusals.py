"""The refusal that all readers of files share."""


class NotAcceptable(Exception):
    """The file cannot be taken; the sentence says how to mend it."""
