"""What goes wrong with the server that says what time it is."""


class TimeAway(Exception):
    """The server for time-stamps is named, and does not answer."""
