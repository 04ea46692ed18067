"""The one lifted card of a journey's page, and what may follow when there is time."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from textwrap import shorten
from typing import Final

from flask import url_for

from award.domain.facts import Facts
from award.domain.permissions import May
from award.domain.stages import GIVING, OPEN, WORKING, Stage
from award.domain.turns import Turn
from award.queries.asked_again import list_asked_again, list_untouched
from award.queries.evidence import count_unsorted, list_needing_more
from award.queries.remarks import list_hidden_marks
from award.storage.db import db
from award.storage.frameworks import criteria_of
from award.storage.journeys import Journey
from award.web.kit.access import actor
from award.web.kit.filters import day, day_short, plural
from award.web.kit.moves import OpenMove, open_moves
from award.web.setting.asked_again import asked_deeds, asked_line
from award.web.setting.deeds import LOOK_AT_VISITS, WOULD_HELP, Deed, list_deeds
from award.web.setting.here import can
from award.web.setting.home_of_reader import readable, waits_for_approval, with_lead
from award.web.setting.meanwhile import meanwhile, visits_under_way
from award.web.setting.visit_deeds import near_visits, visit_deeds
from award.web.setting.waited_for import who_is_waited_for

MOST_THEN: Final = 5
A_LINE: Final = 160
LAST_TAP: Final = "Everything that is asked is there. This is the last tap."
LAST_TAP_BUT: Final = f"Everything that is asked is there. {WOULD_HELP}"
MUST_BE_THERE: Final = "Everything that must be there is there."
SEE_ASKED: Final = "See how it stands"


@dataclass(frozen=True)
class Next:
    """What the lifted card says, and what stands below it."""

    title: str
    text: str = ""
    button: str = ""
    href: str = ""
    effort: str = ""
    why: str = "Next for you"
    with_motif: bool = False
    then: list[Deed] = field(default_factory=list)
    meanwhile: list[str] = field(default_factory=list)
    then_head: str = "Then, when you have time"
    more: int = 0  # how many more come after what stands below it


def next_of(journey: Journey, facts: Facts, moves: list[OpenMove]) -> Next | None:
    """What is next for who looks at this journey; None once it has ended."""
    if journey.stage not in OPEN:
        return None
    found = _card(journey, facts, moves)
    if not facts.paused and journey.stage in WORKING:
        said = meanwhile(journey, facts, visits_under_way(journey))
        found = _with_asked_again(replace(found, meanwhile=said), journey)
    more = max(len(found.then) - MOST_THEN, 0)
    return replace(found, then=found.then[:MOST_THEN], more=more)


def first_of_evidence(journey: Journey, facts: Facts) -> Deed | None:
    """The first of what the first page asks for that is about criteria or evidence."""
    found = next_of(journey, facts, open_moves(journey, "setting.move"))
    if found is None:
        return None
    pages = ("setting.criteria", "setting.evidence")
    own = tuple(url_for(one, journey_id=journey.id) for one in pages)
    told = [Deed(found.title, found.href, found.button), *found.then]
    return next((one for one in told if one.href.startswith(own)), None)


def _with_asked_again(found: Next, journey: Journey) -> Next:
    """The card with what the panel or the assessor asks for once more, first what is untouched.

    A visit to agree comes before, since somebody waits for it.
    """
    asked = list_asked_again(journey)
    if not asked:
        return found
    told = replace(found, meanwhile=[asked_line(journey, asked), *found.meanwhile])
    untouched = list_untouched(db.session(), journey)
    if not untouched or not can(May.WRITE_EVIDENCE, journey):
        return told
    first, *rest = asked_deeds(journey, untouched)
    if found.button in OF_VISITS:
        return replace(told, then_head="Then", then=[first, *rest, *found.then])
    after = Deed(found.title, found.href, found.button, "Once that is done.", found.effort)
    later = [*rest, *found.then]
    later[MOST_THEN - 1 : MOST_THEN - 1] = [after] if found.href else []
    return replace(
        told, title=first.words, text=first.text, button=first.button, href=first.href,
        effort="", why="Next for you", then_head="Then", then=later,
    )  # fmt: skip


def _card(journey: Journey, facts: Facts, moves: list[OpenMove]) -> Next:
    """The card itself: what the setting can do comes before what it waits for."""
    if facts.paused:
        text = f"You go on from {day(journey.paused_until)}. Nothing is asked of you till then."
        return Next("Your journey is paused", text, why="For now")
    deeds, tray = _deeds(journey, facts), _tray(journey)
    if not can(May.WRITE_EVIDENCE, journey):
        return _for_reader(journey, facts, deeds)
    onward = next((one for one in moves if one.onward and not one.blockers), None)
    works = journey.stage in WORKING and (deeds or tray)
    if journey.stage is Stage.CHECKING and onward is not None:
        return _last_tap(onward, deeds)
    second = [_as_deed(onward)] if onward else []
    if journey.turn is not Turn.SETTING and not works and not visit_deeds(journey):
        title, text = who_is_waited_for(journey, facts)
        since = f"Waiting since {day_short(journey.waiting_since)}."
        near = next(iter(near_visits(journey)), None)
        then = [*second, *tray, *(one for one in deeds if one != near)]
        button, href = (near.words, near.href) if near else ("", "")
        return Next(title, text, button, href, since, "For now", then=then)
    if onward is not None and not (deeds and deeds[0].button in OF_VISITS):
        return _last_tap(onward, [*tray, *deeds], but=bool(deeds))
    if deeds or tray:
        first, *rest = deeds or tray
        then = sorted([*second, *tray, *rest] if deeds else rest, key=_needs_no_diary)
        motif = journey.stage is Stage.DRAFT and not first.waits
        why, button = ("For now", SEE_ASKED) if first.waits else ("Next for you", first.button)
        return Next(
            first.words, first.text, button, first.href, first.effort_whole, why, motif,
            then,
        )  # fmt: skip
    return Next("Ask your lead to go on", "Everything is there. The lead takes the next step.")


def _needs_no_diary(one: Deed) -> bool:
    """What has to be arranged with somebody else is begun before what waits for nobody."""
    return one.button != LOOK_AT_VISITS


def _last_tap(onward: OpenMove, then: list[Deed], *, but: bool = False) -> Next:
    """The step that makes the journey go on, with nothing left that keeps it."""
    first, text = _as_deed(onward), LAST_TAP_BUT if but else LAST_TAP
    return Next(first.words, text, first.button, first.href, first.effort, then=then)


def _as_deed(onward: OpenMove) -> Deed:
    return Deed(onward.label, onward.href, onward.label, MUST_BE_THERE, "About a minute")


def _for_reader(journey: Journey, facts: Facts, deeds: list[Deed]) -> Next:
    """For the head: what waits for them, else who has the next step."""
    asked = waits_for_approval(journey, facts)
    own = [*([asked] if asked else []), *readable(deeds, OF_VISITS | {"Read the report"})]
    if own:
        first, *then = own
        return Next(first.words, first.text, first.button, first.href, first.effort, then=then)
    theirs = journey.turn is Turn.SETTING
    title, text = with_lead(journey, facts) if theirs else who_is_waited_for(journey, facts)
    since = f"{'Since' if theirs else 'Waiting since'} {day_short(journey.waiting_since)}."
    return Next(title, text, effort=since, why="For now")


def _deeds(journey: Journey, facts: Facts) -> list[Deed]:
    """Everything to do, in the order in which somebody waits for it.

    No visit is asked for once one is under way, nor of who cannot propose one; and the first one
    not before all the rest.
    """
    visits, others = visit_deeds(journey), list_deeds(journey, facts)
    if visits_under_way(journey) or not can(May.PROPOSE_VISIT, journey):
        others = [one for one in others if one.button != LOOK_AT_VISITS]
    if journey.stage is Stage.PLANNING:
        others.sort(key=lambda one: one.button == LOOK_AT_VISITS)
    if journey.stage is Stage.CHECKING:
        return [*others, *visits]
    feedback = feedback_to_read(journey)
    first = [*visits, *near_visits(journey), *feedback.values()]
    return [*first, *_without(others, journey, feedback)]


OF_VISITS: Final = frozenset({"Choose a date", "Offer other days", "Read the record"})


def _without(deeds: list[Deed], journey: Journey, codes: Iterable[str]) -> list[Deed]:
    """The deeds but for evidence to add where what is there needs only a little more."""
    adding = {url_for("setting.evidence_add", journey_id=journey.id, code=one) for one in codes}
    return [one for one in deeds if one.href not in adding]


def feedback_to_read(journey: Journey) -> dict[str, Deed]:
    """By criterion, the pieces of which somebody said that they need more."""
    if journey.stage not in GIVING or not can(May.WRITE_EVIDENCE, journey):
        return {}
    found: dict[str, Deed] = {}
    titles = {one.code: one.title for one in criteria_of(journey)}
    hidden = list_hidden_marks(db.session(), actor(), journey)
    for item, code in list_needing_more(db.session(), actor(), journey):
        if item.id in hidden:
            continue
        href = url_for("setting.evidence_talk", journey_id=journey.id, item_id=item.id)
        words = f"Read the feedback on {code}, {titles.get(code, '')}".rstrip(", ")
        said = item.feedback if item.setting_id == journey.setting_id else ""
        more = shorten(said, A_LINE, placeholder=" …")
        text = f"“{item.title}” needs a little more{': ' + more if more else '.'}"
        found.setdefault(code, Deed(words, href, "Read the feedback", text, "About 5 minutes"))
    return found


def _tray(journey: Journey) -> list[Deed]:
    """What was dropped in and waits to be sorted."""
    if journey.stage not in GIVING or not can(May.WRITE_EVIDENCE, journey):
        return []
    count = count_unsorted(db.session(), actor(), journey)
    if not count:
        return []
    words = f"Sort {plural(count, 'piece')} in your tray"
    text = "Say which criterion each one is for. It counts from then on."
    href = url_for("setting.evidence_sort_next", journey_id=journey.id)
    return [Deed(words, href, "Sort them", text, f"About {plural(count, 'minute')}")]
