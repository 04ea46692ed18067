"""A step whose time has not come, or has passed: why, what was typed, and the way back."""

from flask.typing import ResponseReturnValue

from award.web.kit.kept import keep_typed
from award.web.kit.pages import Link, render


def not_now(
    words: str, back: Link, *, lead: str, button: str, state: tuple[str, str] | None = None
) -> ResponseReturnValue:
    """The page in place of the step's own; ``state`` is how what it is about stands, with its tone.

    What was sent from an older page is given back, and has changed nothing.
    """
    return render(
        "coordinator/not_now.html",
        words=words,
        back=back,
        lead=lead,
        button=button,
        state=state,
        kept=keep_typed(),
    )
