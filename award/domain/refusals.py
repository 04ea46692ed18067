"""How the rules refuse: two statements, each with sentences that a person can act on."""


class NotAllowed(Exception):
    """The wrong person, or the wrong stage: asking again with more work done changes nothing."""


class NotReady(Exception):
    """Something is still missing; ``blockers`` says what, one sentence each.

    ``of`` names the answer that they speak of, as the actions call it; empty for none alone.
    """

    def __init__(self, *blockers: str, of: str = "") -> None:
        super().__init__(" ".join(blockers))
        self.of = of
        self.blockers: tuple[str, ...] = blockers


class Stale(Exception):
    """Somebody else changed the same thing first; nothing was overwritten."""

    def __init__(self, what: str = "this page", *, who: str = "Somebody else") -> None:
        super().__init__(
            f"{who} changed {what} while you were writing. Your words are kept below: "
            "compare them with what is there now, then save again."
        )


class NotFound(Exception):
    """It is not there, or not for this person to see: the answer is the same."""
