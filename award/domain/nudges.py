"""Why a setting has gone quiet, the next small step that helps, and the letter that offers it."""

from dataclasses import dataclass
from datetime import date

from award.domain.spoken import long_day
from award.domain.stages import Stage
from award.domain.turns import tells_of_votes


@dataclass(frozen=True)
class Quiet:
    """What is known of a setting that is waited for.

    ``has_lead`` says that somebody leads there whom letters reach. ``bounced_on`` is the day on
    which a letter to the lead came back. ``without_evidence`` counts the criteria that have none,
    ``first`` is the code of the one to begin with. ``last_added`` is the newest evidence.
    """

    stage: Stage
    left: int
    has_lead: bool = True
    bounced_on: date | None = None
    without_evidence: int = 0
    first: str = ""
    last_added: str = ""


@dataclass(frozen=True)
class Nudge:
    """Why it is quiet, what would help, and a letter to begin from."""

    why: str
    step: str
    subject: str
    words: str


def nudge_for(quiet: Quiet, *, setting: str) -> Nudge:
    """The reason that is most in the way, and the smallest step past it."""
    if not quiet.has_lead:
        return _without_lead(quiet, setting)
    written = {
        Stage.DRAFT: _draft,
        Stage.PLANNING: _planning,
        Stage.GATHERING: _gathering,
        Stage.CHECKING: _checking,
    }
    return written.get(quiet.stage, _elsewhere)(quiet, setting)


def _things(count: int) -> str:
    return "One thing is" if count == 1 else f"{count} things are"


def _without_lead(quiet: Quiet, setting: str) -> Nudge:
    why = "Nobody there leads the work now."
    if quiet.bounced_on is not None:
        why = f"The lead’s e-mail came back on {long_day(quiet.bounced_on)}."
    return Nudge(
        why,
        "Ask who leads now",
        f"Who leads the award at {setting} now?",
        "Our letters do not reach the person who leads your work on the award.\n\n"
        "Who leads it now? A name and an e-mail address are all that we need. "
        "Everything that was done so far is kept.",
    )


def _draft(quiet: Quiet, setting: str) -> Nudge:
    left = f" {_things(quiet.left)} still missing." if quiet.left else ""
    return Nudge(
        f"The application was begun and not sent.{left}",
        "Offer to finish it together by phone",
        f"Shall we finish the application for {setting} together?",
        "You began your application, and it is kept just as you left it.\n\n"
        "If it helps, we can finish it together by phone. It takes about 15 minutes. "
        "Which day would suit you?",
    )


def _planning(quiet: Quiet, setting: str) -> Nudge:
    return Nudge(
        "The plan has not been put forward yet.",
        "Offer a 20-minute call about the plan",
        f"A short call about the plan for {setting}?",
        "Your plan is the next step, and it can be short: one action for each thing that needs "
        "work.\n\nWould a 20-minute call help? We can write the first actions together. "
        "Which day would suit you?",
    )


def _gathering(quiet: Quiet, setting: str) -> Nudge:
    if not quiet.without_evidence:
        return Nudge(
            "Every criterion has something, and it has not been declared ready.",
            "Ask what would help",
            f"You are close: {setting}",
            "You have shown something for every criterion. That is most of the way.\n\n"
            "What would help you with the rest? If now is a bad time, tell us, and we will pause.",
        )
    last = f" The last thing added was “{quiet.last_added}”." if quiet.last_added else ""
    count = quiet.without_evidence
    what = "One criterion has" if count == 1 else f"{count} criteria have"
    return Nudge(
        f"{what} no evidence yet.{last}",
        f"Ask for one thing: something for {quiet.first}",
        f"One small step for {setting}",
        f"One small step is enough to get going again: add one thing for {quiet.first}. "
        "A photo of a poster, a page of the policy or two lines about what you do all count.\n\n"
        "If now is a bad time, tell us, and we will pause.",
    )


def _checking(quiet: Quiet, setting: str) -> Nudge:
    return Nudge(
        "The report waits for a reply.",
        "Say that one tap is enough",
        f"Is the report about {setting} right?",
        "Your report is there to read. If the facts in it are right, one tap says so: "
        "“Nothing to correct”.\n\nIf something is not right, tell us what.",
    )


def _elsewhere(quiet: Quiet, setting: str) -> Nudge:
    left = f"{_things(quiet.left)} still needed." if quiet.left else "Nothing else is missing."
    if tells_of_votes(quiet.stage):
        left = "The decision is with the panel, and nothing is asked of the setting."
    return Nudge(
        left,
        "Ask how it is going",
        f"How is it going at {setting}?",
        "How is it going? Tell us what would help. If now is a bad time, tell us, "
        "and we will pause.",
    )
