"""Feedback: asked for, given by standard and by piece, answered; whole or not at all."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions.advising import (
    Feedback,
    OfPiece,
    ask_for_feedback,
    give_feedback,
    take_back_ask,
)
from award.actions.answering import answer_feedback
from award.actions.assigning import assign
from award.actions.collecting import add_evidence
from award.actions.describing import describe_evidence
from award.actions.letting_go import remove_evidence
from award.actions.sending import EvidenceWords
from award.demo.walking import Walker
from award.domain.people import Actor, Role
from award.domain.refusals import NotAllowed, NotFound, NotReady, Stale
from award.domain.stages import Stage
from award.domain.turns import Turn
from award.storage.db import transaction
from award.storage.evidence import EvidenceItem, EvidenceState
from award.storage.journeys import AssignmentKind, Journey
from award.storage.letters import Letter
from award.storage.remarks import Remark
from tests.making import journey_at
from tests.races import at_once, this_app

MORE = EvidenceState.NEEDS_MORE


@pytest.fixture
def walking(session: Session) -> Walker:
    return journey_at(session, Stage.GATHERING)[0]


@pytest.fixture
def piece(walking: Walker) -> EvidenceItem:
    return add(walking)


def add(walking: Walker, criterion: str = "1.3") -> EvidenceItem:
    with transaction(lock=walking.journey) as held:
        words = EvidenceWords(title="Poster", criterion=criterion, note="In the hall.")
        return add_evidence(held, words, by=walking.by(Role.LEAD), at=walking.at)


def ask(walking: Walker, *standards: str) -> None:
    with transaction(lock=walking.journey) as held:
        by = walking.by(Role.LEAD)
        ask_for_feedback(held, standards=list(standards), question="?", by=by, at=walking.at)


def give(walking: Walker, by: Actor | None = None, **said: object) -> list[Remark]:
    feedback = Feedback(**said)  # type: ignore[arg-type] # names and types as in Feedback
    with transaction(lock=walking.journey) as held:
        return give_feedback(
            held, feedback, by=by or walking.by(Role.COORDINATOR), at=walking.pass_time(hours=1)
        )


def answer(walking: Walker, words: str = "It was in May.", **about: object) -> Remark:
    with transaction(lock=walking.journey) as held:
        by = walking.by(Role.LEAD)
        return answer_feedback(held, words=words, by=by, at=walking.at, **about)  # type: ignore[arg-type] # the caller knows


def said_of(session: Session) -> list[tuple[str, int | None, str, str | None]]:
    rows = session.scalars(select(Remark).order_by(Remark.id))
    return [(one.standard, one.item_id, one.words, one.said) for one in rows]


def test_it_is_asked_of_the_adviser_where_there_is_one(
    walking: Walker, session: Session, piece: EvidenceItem
) -> None:
    ask(walking, "1")
    coordinators = walking.journey.turn
    with transaction(lock=walking.journey) as held:
        take_back_ask(held, by=walking.by(Role.LEAD), at=walking.at)
    kind, adviser = AssignmentKind.ADVISER, walking.cast.second
    with transaction(lock=walking.journey) as held:
        assign(held, kind, adviser.id, by=walking.by(Role.COORDINATOR), at=walking.at)

    ask(walking)

    to = session.scalars(
        select(Letter.to_email).where(Letter.code == "feedback_asked").order_by(Letter.id)
    )
    assert (coordinators, walking.journey.turn) == (Turn.COORDINATOR, Turn.ADVISER)
    assert list(to) == ["colm.brady@example.org", adviser.email]


def test_it_is_asked_once_and_taken_back_once(walking: Walker) -> None:
    ask(walking, "1")

    with pytest.raises(NotAllowed, match="already"):
        ask(walking, "2")
    for refusal in (None, NotAllowed):
        with transaction(lock=walking.journey) as held:
            if refusal is None:
                take_back_ask(held, by=walking.by(Role.LEAD), at=walking.at)
                continue
            with pytest.raises(refusal):
                take_back_ask(held, by=walking.by(Role.LEAD), at=walking.at)
    assert (walking.journey.feedback_asked_at, walking.journey.turn) == (None, Turn.SETTING)


def test_a_question_about_several_standards_is_answered_by_one_sentence(walking: Walker) -> None:
    ask(walking, "1", "2", "3")
    with pytest.raises(NotReady, match="They asked you something"):
        give(walking, fine=frozenset({"1", "2"}), is_all=False)

    give(walking, standards={"1": "Yes."}, fine=frozenset({"2"}), is_all=False)
    give(walking, fine=frozenset({"3"}), is_all=False)

    assert walking.journey.feedback_asked_at is None


def test_a_standard_that_is_not_asked_is_refused(walking: Walker) -> None:
    with pytest.raises(NotFound):
        ask(walking, "9")
    with pytest.raises(NotFound):
        give(walking, standards={"9": "Good."})


def test_a_text_a_mark_and_all_is_fine_are_given_at_once(
    walking: Walker, session: Session, piece: EvidenceItem
) -> None:
    said = OfPiece(piece.version, MORE, "Where does it hang?")

    give(walking, standards={"1": "A good start."}, fine=frozenset({"2"}), pieces={piece.id: said})

    assert said_of(session) == [
        ("1", None, "A good start.", None),
        ("2", None, "All of this is fine so far.", "accepted"),
        ("1", piece.id, "Where does it hang?", "needs_more"),
    ]
    assert (piece.state, piece.feedback) == (MORE, "Where does it hang?")


@pytest.mark.parametrize(
    ("is_all", "standards", "waits"),
    [(True, ("1",), False), (False, ("1",), True), (False, ("1", "2"), False)],
)
def test_an_ask_is_answered_when_all_of_it_was_spoken_of_or_that_is_all(
    walking: Walker, is_all: bool, standards: tuple[str, ...], waits: bool
) -> None:
    ask(walking, "1", "2")

    give(walking, standards=dict.fromkeys(standards, "Good."), is_all=is_all)

    assert (walking.journey.feedback_asked_at is not None) is waits


def test_nothing_is_required_but_something_is_said(walking: Walker, piece: EvidenceItem) -> None:
    with pytest.raises(NotReady, match="Write a sentence"):
        give(walking, standards={"1": " "}, pieces={piece.id: OfPiece(1)})


@pytest.mark.parametrize(
    ("state", "sentence"),
    [(MORE, "what more is needed"), (EvidenceState.NOT_RELEVANT, "why it does not fit")],
)
def test_a_mark_below_accepted_says_with_what_or_why(
    walking: Walker, piece: EvidenceItem, state: EvidenceState, sentence: str
) -> None:
    with pytest.raises(NotReady, match=sentence):
        give(walking, standards={"1": "Good."}, pieces={piece.id: OfPiece(1, state)})

    assert piece.state is EvidenceState.GIVEN


def test_a_state_that_is_no_mark_is_refused(walking: Walker, piece: EvidenceItem) -> None:
    with pytest.raises(NotFound):
        give(walking, pieces={piece.id: OfPiece(1, EvidenceState.UNSORTED, "x")})


def test_nobody_gives_feedback_on_what_they_gave(walking: Walker, piece: EvidenceItem) -> None:
    by = Actor(Role.COORDINATOR, walking.cast.lead.id, authority_id=walking.journey.authority_id)

    with pytest.raises(NotAllowed, match="somebody else"):
        give(walking, by, pieces={piece.id: OfPiece(1, EvidenceState.ACCEPTED)})


def test_feedback_ends_with_the_shared_report(session: Session) -> None:
    walking = journey_at(session, Stage.CHECKING)[0]

    with pytest.raises(NotAllowed, match="no more feedback"):
        give(walking, standards={"1": "Good."})
    with pytest.raises(NotAllowed, match="until the report"):
        answer(walking, standard="1")


def test_what_the_setting_changed_meanwhile_is_stale(walking: Walker, piece: EvidenceItem) -> None:
    with transaction(lock=walking.journey) as held:
        words = EvidenceWords(title="Poster, new", criterion="1.3")
        describe_evidence(held, piece.id, words, version=1, by=walking.by(Role.LEAD), at=walking.at)

    with pytest.raises(Stale, match="Poster, new"):
        give(walking, pieces={piece.id: OfPiece(1, EvidenceState.ACCEPTED)})


def test_what_was_taken_away_meanwhile_is_stale_and_nothing_is_kept(
    walking: Walker, session: Session, piece: EvidenceItem
) -> None:
    with transaction(lock=walking.journey) as held:
        remove_evidence(held, piece.id, by=walking.by(Role.LEAD), at=walking.at)

    with pytest.raises(Stale, match="taken away"):
        give(walking, standards={"1": "x"}, pieces={piece.id: OfPiece(1, MORE, "x")})
    assert said_of(session) == []


def test_an_answer_puts_what_needed_more_back_to_given_and_names_whom_it_answers(
    walking: Walker, piece: EvidenceItem
) -> None:
    give(walking, pieces={piece.id: OfPiece(1, MORE, "Since when?")})

    remark = answer(walking, item_id=piece.id)

    assert (piece.state, piece.feedback, piece.version) == (EvidenceState.GIVEN, "", 3)
    assert (remark.from_setting, remark.to_id) == (True, walking.cast.coordinator.id)
    assert remark.standard == "1"


def test_a_standard_is_answered_too(walking: Walker) -> None:
    give(walking, standards={"2": "Ask the children again."})

    assert answer(walking, standard="2").item_id is None


def test_an_answer_needs_words_and_something_to_answer(
    walking: Walker, piece: EvidenceItem
) -> None:
    with pytest.raises(NotAllowed, match="Nothing was said"):
        answer(walking, item_id=piece.id)
    with pytest.raises(NotReady):
        answer(walking, words=" ", item_id=piece.id)
    with pytest.raises(NotFound):
        answer(walking, item_id=piece.id + 1)


def test_who_said_it_does_not_answer_for_the_setting(walking: Walker) -> None:
    give(walking, standards={"1": "More, please."})
    coordinator = walking.by(Role.COORDINATOR)
    behalf = Actor(Role.COORDINATOR, coordinator.user_id, on_behalf=True)

    for by, sentence in ((coordinator, "Only the setting"), (behalf, "you said it yourself")):
        with (
            transaction(lock=walking.journey) as held,
            pytest.raises(NotAllowed, match=sentence),
        ):
            answer_feedback(held, standard="1", words="Here.", by=by, at=walking.at)


def test_two_who_mark_one_piece_at_once_have_one_effect(both: Session) -> None:
    walking, journey = journey_at(both, Stage.GATHERING)
    piece = add(walking)
    key, item_id, now = journey.id, piece.id, walking.pass_time()
    people = [walking.by(Role.COORDINATOR), Actor(Role.ADVISER, walking.cast.second.id, "Tomasz")]

    def mark(by: Actor, state: EvidenceState) -> Callable[[Session], object]:
        said = Feedback({"1": "Good."}, pieces={item_id: OfPiece(1, state, "Because.")})

        def deed(own: Session) -> None:
            with transaction(lock=own.get_one(Journey, key)) as held:
                give_feedback(held, said, by=by, at=now)

        return deed

    both.rollback()
    states = (EvidenceState.ACCEPTED, MORE)
    app = this_app()
    ends = at_once(app, [mark(by, one) for by, one in zip(people, states, strict=True)])

    both.expire_all()
    assert sorted(ends) == ["Stale", "done"]
    assert len(said_of(both)) == 2
    assert both.get_one(EvidenceItem, item_id).version == 2
