"""What happens next on a journey: who does what, in the order in which it comes, and when."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from award.domain.facts import Facts
from award.domain.readiness import NeedKind, needs
from award.domain.routes import Approval, Rules
from award.domain.stages import Stage
from award.storage.journeys import Journey
from award.web.kit.filters import day
from award.web.kit.pages import Link


@dataclass(frozen=True)
class Ahead:
    """One thing to come: who does it in a word or two, what that means, and a link it may have."""

    who: str
    what: str
    link: Link | None = None


RELEASED: Final = "an e-mail on the day on which the decision is released"
ASSESSED: Final = (
    Ahead("An assessor", "comes for one visit, then writes a report. You read it before anybody "
          "decides, and say whether its facts are right."),
    Ahead("The panel", f"reads the report and decides. You get {RELEASED}."),
)  # fmt: skip
REPLIED: Final = Ahead("The report", "goes to the panel once each point is answered and agreed.")
CONVERSATION: Final = Ahead("A first conversation", "follows. You make a short plan together.")
UNPLANNED: Final = "say where you are with each criterion."
BASELINE: Final = Ahead("You", f"{UNPLANNED[:-1]}, and plan a few small steps.")
VISITED: Final = Ahead("A monitoring visit", "follows meanwhile, on a day that suits you both.")
AGREES: Final = Ahead("The coordinator", "reads the plan and agrees it with you.")
AHEAD: Final[dict[Stage, tuple[Ahead, ...]]] = {
    Stage.DRAFT: (
        Ahead("The coordinator", "reads your application and answers by e-mail."),
        CONVERSATION,
        Ahead("You", "gather evidence, at your own pace."),
    ),
    Stage.APPLIED: (
        Ahead("The coordinator", "reads what you sent and answers by e-mail."),
        CONVERSATION,
        Ahead("You", "gather evidence, at your own pace."),
    ),
    Stage.PLANNING: (
        BASELINE,
        AGREES,
        Ahead("You", "gather evidence, at your own pace."),
    ),
    Stage.GATHERING: (Ahead("You", "say when you are ready."), *ASSESSED),
    Stage.READY: (
        Ahead("The coordinator", "finds an assessor and a day that suits you."),
        *ASSESSED,
    ),
    Stage.ASSESSING: (
        Ahead("The assessor", "writes the report after the visit. You get an e-mail when it is "
              "there, and ten days to say whether its facts are right."),
        ASSESSED[1],
    ),
    Stage.CHECKING: (REPLIED, ASSESSED[1]),
    Stage.DECIDING: (
        Ahead("The panel", "reads the report and decides."),
        Ahead("You", f"get {RELEASED}. An award comes with a certificate to hang up."),
    ),
}  # fmt: skip

# Where the visit that is still asked stands among what is ahead: after the plan, then first.
VISITED_IN: Final = {Stage.PLANNING: len(AHEAD[Stage.PLANNING]), Stage.GATHERING: 0}


def ahead_of(journey: Journey, facts: Facts) -> list[Ahead]:
    """What comes after what is asked now; nothing once the journey has ended or rests."""
    if journey.paused_until is not None:
        mail = journey.authority.contact_email
        write = Link("Write to the coordinator", f"mailto:{mail}") if mail else None
        return [Ahead("Nothing", "is counted until then, and no reminder is sent."),
                Ahead("The coordinator", "can end the pause sooner. Just ask.", write)]  # fmt: skip
    found = _asked_of(list(AHEAD.get(journey.stage, ())), journey.route.rules)
    if journey.stage in VISITED_IN and any(one.kind is NeedKind.VISIT for one in needs(facts)):
        found.insert(VISITED_IN[journey.stage], VISITED)
    if journey.stage is Stage.CHECKING and facts.replied:
        found[0] = REPLIED
    elif journey.stage is Stage.CHECKING and facts.reply_by is not None:
        found[0] = Ahead("You", replied_by(facts.reply_by, is_over=facts.reply_time_over))
    asks = journey.stage is Stage.DRAFT and journey.route.rules.asks(Approval.APPLY)
    if asks and not facts.application_approved:
        found.insert(0, Ahead("Whoever answers for your setting", "approves it, by a link."))
    if journey.round is None or not found:
        return found
    on = day(journey.round.panel_on)
    if journey.stage is Stage.DECIDING:
        return [Ahead("The panel", f"meets on {on}, reads the report and decides."),
                *_heard_by(journey.round.notify_by_on, facts.today), *found[1:]]  # fmt: skip
    return [*found, Ahead("The panel day", f"that we put you down for is {on}. It can move.")]


def _asked_of(coming: list[Ahead], rules: Rules) -> list[Ahead]:
    """Without a conversation or a plan that the route does not ask, as a renewal does not."""
    said = dict[Ahead, list[Ahead]]()
    if not rules.plan_agreed:
        talk = [Ahead(CONVERSATION.who, "follows.")] if rules.initial_visit else []
        looks = Ahead(AGREES.who, "looks at where you are, and you go on.")
        said = {CONVERSATION: talk, BASELINE: [Ahead(BASELINE.who, UNPLANNED)], AGREES: [looks]}
    elif not rules.initial_visit:
        said = {CONVERSATION: [Ahead("You", "make a short plan.")]}
    return [kept for one in coming for kept in said.get(one, [one])]


def _heard_by(last: date, today: date) -> list[Ahead]:
    """By when a setting hears of the decision, while that day is to come."""
    return [Ahead("The decision", f"is with you by {day(last)}.")] if last >= today else []


def replied_by(last: date, *, is_over: bool) -> str:
    """Until when the setting can reply to the report, and what follows where it does not."""
    if is_over:
        return (
            f"had until {day(last)} to reply. You still can, until the coordinator takes the "
            "report on to the panel."
        )
    return (
        f"have until {day(last)} to reply. If nothing comes by then, the report goes on as it is."
    )
