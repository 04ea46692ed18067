"""What those who judge and decide read of a journey: criteria and evidence."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from flask import url_for

from award.domain.basis import basis_sentence
from award.domain.facts import Outcome
from award.domain.frameworks import SCALE, Judged, conversations_for, standards_for
from award.domain.stages import GIVING
from award.queries.judgements import Seen, standards_of
from award.queries.reading import find_small_pictures
from award.storage.assessments import Judge
from award.storage.db import db
from award.storage.evidence import EvidenceLink, EvidenceState
from award.storage.frameworks import framework_of, kind_of
from award.storage.journeys import Journey
from award.web.kit.evidence_words import (
    STATE_WORDS,
    closed_words,
    how_it_came,
    is_web_address,
    kind_of_file,
)
from award.web.kit.filters import file_size, plural
from award.web.kit.looks import tone_of
from award.web.kit.screens import Screens, address_in, piece_address, small_address

OUTCOME_WORDS: Final = {
    Outcome.AWARD: "Award",
    Outcome.AWARD_WITH_CONDITIONS: "Award with conditions",
    Outcome.DEFER: "Defer",
    Outcome.TURN_DOWN: "Not yet awarded",
}
JUDGE_WORDS: Final = {
    Judge.SETTING: "The setting",
    Judge.ADVISER: "The adviser",
    Judge.ASSESSOR: "The assessor",
    Judge.SECOND: "The second",
    Judge.AGREED: "Agreed by both",
}


def judged_words(journey: Journey) -> dict[Judged, str]:
    """What each point of the scale is called in the journey's framework."""
    labels = {one.point: one.label for one in framework_of(journey.framework).scale}
    return labels | {Judged.NOT_APPLICABLE: "Does not apply"}


@dataclass(frozen=True)
class View:
    """One judge's view of a criterion, in words."""

    who: str
    words: str
    tone: str
    note: str


def views_of(journey: Journey, seen: Seen, judges: Iterable[Judge] = tuple(Judge)) -> list[View]:
    """The views that are there, the setting's own first."""
    words = judged_words(journey)
    return [
        View(
            JUDGE_WORDS[judge],
            words[view.judged],
            tone_of(view.judged),
            " ".join(filter(None, (view.note, basis_sentence(view.basis)))),
        )
        for judge in judges
        if (view := seen.views.get(judge)) is not None
    ]


@dataclass(frozen=True)
class Point:
    """One point of the scale as a card to choose: its descriptor, and whose view it is."""

    value: Judged
    words: str
    text: str
    view: str


def points_of(journey: Journey, seen: Seen) -> list[Point]:
    """The four points with their descriptors; the setting's own view stands in its card."""
    words, own = judged_words(journey), seen.judged(Judge.SETTING)
    return [
        Point(
            point,
            words[point],
            seen.criterion.descriptor(point),
            "The setting’s own view" if point is own else "",
        )
        for point in SCALE
    ]


@dataclass(frozen=True)
class Deed:
    """A link on a card."""

    words: str
    href: str


@dataclass(frozen=True)
class Card:
    """One piece of evidence, ready for its card."""

    title: str
    kind: str
    kind_words: str
    why: str
    tone: str
    state: str
    reason: str
    note: str
    deeds: Sequence[Deed]
    href: str
    thumb: str = ""


def cards_of(
    journey: Journey,
    links: Sequence[EvidenceLink],
    screens: Screens,
    *,
    hidden: frozenset[int] = frozenset(),
    talk: str = "",
) -> list[Card]:
    """The evidence of a criterion; each card leads to where it is read.

    Of the pieces in ``hidden`` it is not shown what a judge said who is closed to the reader.
    ``talk`` is the screen on which the reader says something about one piece.
    """
    files = [one.item.newest for one in links if one.item.newest]
    drawn = find_small_pictures(db.session(), files)
    return [
        _card(journey, one, screens, drawn, is_hidden=one.item_id in hidden, talk=talk)
        for one in links
    ]


def _card(
    journey: Journey,
    link: EvidenceLink,
    screens: Screens,
    drawn: set[int],
    *,
    is_hidden: bool,
    talk: str,
) -> Card:
    item = link.item
    tone, state = STATE_WORDS[EvidenceState.GIVEN if is_hidden else link.stands]
    latest = item.newest
    closed = closed_words(latest) if latest else ""
    deeds, thumb, is_web = [], "", is_web_address(item.link_address)
    if latest is not None and latest.is_open:
        href = address_in(screens.file, journey_id=journey.id, version_id=latest.id)
        deeds.append(Deed(f"Download ({file_size(latest.size)})", href))
        thumb = small_address(journey, latest.id, screens) if latest.id in drawn else ""
    if item.link_address and is_web:
        deeds.append(Deed("Open the link", item.link_address))
    if talk and journey.stage in GIVING:
        here = url_for(talk, journey_id=journey.id, item_id=item.id)
        deeds.append(Deed("Say something about it", here))
    kind, words = ("link", "Link") if is_web else ("note", "Note")
    if latest is not None:
        kind, words = kind_of_file(latest.file_name)
    reason = " ".join(filter(None, (f"{how_it_came(item)}.", closed)))
    note = " ".join(filter(None, (item.shows, item.note)))
    at = piece_address(journey, link.criterion, item.id, screens)
    why = link.why_it_counts
    return Card(item.title, kind, words, why, tone, state, reason, note, deeds, at, thumb)


@dataclass(frozen=True)
class Line:
    """One criterion in a list: its words, its views side by side, how much evidence."""

    code: str
    title: str
    href: str
    essential: bool
    applies: bool
    views: Sequence[View | None]
    evidence: int
    more_asked: str

    @property
    def differs(self) -> bool:
        """Whether two who judged it do not say the same."""
        return self.applies and len({one.words for one in self.views if one}) > 1


@dataclass(frozen=True)
class Chapter:
    """One standard with its criteria."""

    title: str
    lines: Sequence[Line]

    @property
    def differ(self) -> int:
        """On how many criteria the views differ."""
        return sum(one.differs for one in self.lines)

    @property
    def judged(self) -> bool:
        """Whether anybody has said anything of it."""
        return any(view for one in self.lines for view in one.views)

    @property
    def compared(self) -> bool:
        """Whether two said something of one criterion."""
        return any(len([view for view in one.views if view]) > 1 for one in self.lines)

    @property
    def tone(self) -> str:
        """The tone of the tag."""
        return "attention" if self.differ else "done" if self.compared else "others"

    @property
    def tag(self) -> str:
        """Whether the views differ, in two words."""
        if self.differ:
            return f"{self.differ} differ" if self.differ > 1 else "1 differs"
        if self.compared:
            return "Same"
        return "One view" if self.judged else "Not begun"

    @property
    def told(self) -> str:
        """How many criteria stand inside, and on which the views differ."""
        codes = ", ".join(one.code for one in self.lines if one.differs)
        inside = plural(len(self.lines), "criterion", "criteria")
        if codes:
            return f"{inside}; they differ on {codes}"
        if self.compared:
            return f"{inside}, all see them alike"
        return f"{inside}, judged by one so far" if self.judged else f"{inside}, none judged yet"


def chapters_of(
    journey: Journey, seen: Sequence[Seen], endpoint: str, judges: Sequence[Judge]
) -> list[Chapter]:
    """The criteria by standard, with these judges' views as columns.

    Without an ``endpoint`` for one criterion they lead nowhere.
    """
    framework = framework_of(journey.framework)
    titles = {one.code: one.title for one in standards_for(framework, kind_of(journey.setting))}
    words = judged_words(journey)
    return [
        Chapter(
            f"{code} {titles[code]}",
            [_line(journey, one, endpoint, judges, words) for one in chosen],
        )
        for code, chosen in standards_of(seen).items()
    ]


def _line(
    journey: Journey,
    seen: Seen,
    endpoint: str,
    judges: Sequence[Judge],
    words: dict[Judged, str],
) -> Line:
    views = [
        View(JUDGE_WORDS[judge], words[view.judged], tone_of(view.judged), view.note)
        if (view := seen.views.get(judge))
        else None
        for judge in judges
    ]
    href = url_for(endpoint, journey_id=journey.id, code=seen.code) if endpoint else ""
    waiting = Judge.ASSESSOR in judges and seen.asked.more_asked_at is not None
    return Line(
        seen.code,
        seen.criterion.title,
        href,
        seen.asked.essential,
        seen.applies,
        views,
        len(seen.evidence),
        seen.asked.more_asked_words if waiting else "",
    )


def conversation_names(journey: Journey) -> dict[str, str]:
    """What each conversation and place of a visit is called for this kind of setting."""
    framework = framework_of(journey.framework)
    found = conversations_for(framework, kind_of(journey.setting))
    return {one.code: one.title for one in found}
