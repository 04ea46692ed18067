"""The very same thing given again: it is kept once, and nothing that was typed is lost."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from award.actions.collecting import KeptBytes, add_evidence
from award.actions.giving_again import MOST_SIGNS, Given, give_evidence, give_newer
from award.actions.letting_go import remove_evidence
from award.actions.sending import EvidenceWords, Sending
from award.actions.sharing import share_evidence
from award.demo.walking import Walker
from award.domain.people import Role
from award.domain.refusals import NotReady
from award.domain.stages import Stage
from award.storage.db import transaction
from award.storage.evidence import EvidenceItem, EvidenceState, Origin, Scan
from tests.actions.many import two_of_a_group
from tests.making import journey_at
from tests.queries.counting import counted

FILE = KeptBytes("leicester/1/one", "hall_photo.jpg", "sha", 5, "image/jpeg", Scan.CLEAN)
SAID = EvidenceWords(
    title="Buddies", criterion="1.4", why_it_counts="They help.", recognisable=False
)


@pytest.fixture
def walking(session: Session) -> Walker:
    return journey_at(session, Stage.GATHERING)[0]


def give(
    walking: Walker, words: EvidenceWords = SAID, *, file: KeptBytes | None = FILE, token: str = ""
) -> Given:
    """Give it as the form does; its bytes lie under a new key each time."""
    typed, by = words.title, walking.by(Role.LEAD)
    sending = Sending(token=token)
    if file is not None:
        file = replace(file, key=uuid4().hex)
    words = replace(words, title=typed or "hall photo")
    with transaction(lock=walking.journey) as held:
        return give_evidence(
            held, words, typed=typed, file=file, sending=sending, by=by, at=walking.at
        )


def add(walking: Walker, words: EvidenceWords, file: KeptBytes) -> None:
    """A piece of its own, whatever is here already."""
    with transaction(lock=walking.journey) as held:
        file = replace(file, key=uuid4().hex)
        add_evidence(held, words, file=file, by=walking.by(Role.LEAD), at=walking.at)


def why(item: EvidenceItem) -> dict[str, str]:
    return {one.criterion: one.why_it_counts for one in item.links if one.removed_at is None}


def test_the_very_same_words_change_nothing(walking: Walker) -> None:
    first = give(walking)
    version = first.item.version

    again = give(walking)

    assert (first.is_new, again.is_new, again.says_more, again.counts_too) == (
        True, False, False, False,
    )  # fmt: skip
    assert (again.item.id, again.item.version) == (first.item.id, version)


def test_for_another_criterion_the_piece_that_is_here_counts_there_too(walking: Walker) -> None:
    first = give(walking)

    again = give(walking, replace(SAID, title="", criterion="2.1", why_it_counts="They lead."))

    assert (again.item.id, again.counts_too, again.says_more) == (first.item.id, True, False)
    assert why(again.item) == {"1.4": "They help.", "2.1": "They lead."}


def test_other_words_stand_beside_the_first(walking: Walker) -> None:
    give(walking, replace(SAID, note="Seen in May.", dated_on=date(2026, 1, 5)))

    again = give(
        walking,
        replace(
            SAID, title="Playground friends", why_it_counts="Children say so.",
            note="And in June.", dated_on=date(2026, 2, 6), shows="Two of them.",
        ),
    )  # fmt: skip

    item = again.item
    assert (again.is_new, again.says_more) == (False, True)
    assert (item.title, item.shows) == (
        "Buddies",
        "Two of them.\n\nAlso called “Playground friends”.",
    )
    assert (item.note, item.dated_on) == ("Seen in May.\n\nAnd in June.", date(2026, 2, 6))
    assert why(item) == {"1.4": "They help.\n\nChildren say so."}


def test_a_name_that_only_the_file_gave_makes_room_for_one_that_was_typed(walking: Walker) -> None:
    give(walking, replace(SAID, title=""))

    again = give(walking)

    assert (again.item.title, again.item.shows) == ("Buddies", "")


def test_out_of_the_tray_it_counts_with_what_is_said_now(walking: Walker) -> None:
    tray = give(walking, EvidenceWords(title=""))
    unanswered = (tray.item.state, tray.item.recognisable)

    again = give(walking)

    assert unanswered == (EvidenceState.UNSORTED, None)
    assert (again.item.id, again.item.state) == (tray.item.id, EvidenceState.GIVEN)
    assert (again.item.recognisable, again.counts_too) == (False, True)


def test_what_is_sorted_is_not_put_in_the_tray_once_more(walking: Walker) -> None:
    give(walking)

    again = give(walking, EvidenceWords(title=""))

    assert (again.is_new, again.item.state) == (False, EvidenceState.GIVEN)


def test_children_stay_seen_once_somebody_said_so(walking: Walker) -> None:
    give(walking)

    seen = give(walking, replace(SAID, recognisable=True)).item.recognisable
    again = give(walking, SAID).item.recognisable

    assert (seen, again) == (True, True)


def test_shared_with_others_it_is_refused_and_nothing_changes(session: Session) -> None:
    two = two_of_a_group(session)
    number = give(two.owner).item.id
    with transaction(lock=two.owner.journey) as held:
        ids = [two.other.setting.id]
        share_evidence(held, number, ids, by=two.lead(), at=two.owner.at)

    with pytest.raises(NotReady):
        give(two.owner, replace(SAID, recognisable=True, note="New."))

    item = session.get_one(EvidenceItem, number)
    assert (item.recognisable, item.note) == (False, "")


def test_another_settings_very_same_file_is_never_taken_for_ones_own(session: Session) -> None:
    two = two_of_a_group(session)
    theirs = give(two.owner).item

    mine = give(two.other)
    with transaction(lock=two.owner.journey) as held:
        ids = [two.other.setting.id]
        share_evidence(held, theirs.id, ids, by=two.lead(), at=two.owner.at)
    again = give(two.other, replace(SAID, note="Ours."))

    assert (mine.is_new, mine.item.id != theirs.id, again.item.id) == (True, True, mine.item.id)
    assert session.get_one(EvidenceItem, theirs.id).note == ""


@pytest.mark.parametrize("why_gone", ["taken away", "its bytes are gone", "a virus was found"])
def test_what_is_gone_is_given_anew(walking: Walker, why_gone: str) -> None:
    token = "b2" * 16
    item = give(walking, token=token).item
    with transaction(lock=walking.journey) as held:
        if why_gone == "taken away":
            by = walking.by(Role.LEAD)
            remove_evidence(held, item.id, reason="", for_good=True, by=by, at=walking.at)
        elif why_gone == "its bytes are gone":
            item.versions[-1].gone_at = walking.at
        else:
            item.versions[-1].scan = Scan.INFECTED

    again = give(walking, token=token)

    assert (again.is_new, again.item.sent_token) == (True, None)
    assert again.item.id != item.id


def test_the_same_sending_with_other_words_says_them(walking: Walker) -> None:
    token = "c3" * 16
    give(walking, token=token)

    again = give(
        walking, replace(SAID, note="One word more."), file=replace(FILE, sha256="x"), token=token
    )

    assert (again.is_new, again.item.note) == (False, "One word more.")


def test_where_there_is_no_room_for_the_words_it_is_a_piece_of_its_own(walking: Walker) -> None:
    long = "w" * (MOST_SIGNS - 1)
    give(walking, replace(SAID, note=long))

    again = give(walking, replace(SAID, note="And more."))

    assert (again.is_new, again.item.note) == (True, "And more.")


def test_a_link_and_a_note_are_known_again(walking: Walker) -> None:
    page = EvidenceWords(
        title="", criterion="1.4", link_address="https://example.org/p",
        link_seen_on=walking.at.date() - timedelta(days=9),
    )  # fmt: skip
    note = EvidenceWords(title="", criterion="1.4", note="We meet on Mondays.")

    first = [give(walking, one, file=None) for one in (page, note)]
    newer = replace(page, link_seen_on=walking.at.date(), criterion="2.1")
    again = [give(walking, one, file=None) for one in (newer, note)]
    another = give(walking, replace(note, note="We meet on Tuesdays."), file=None)

    assert [one.item.id for one in again] == [one.item.id for one in first]
    assert again[0].item.link_seen_on == walking.at.date()
    assert set(why(again[0].item)) == {"1.4", "2.1"}
    assert another.is_new


def test_another_link_is_another_piece_and_so_is_a_file_beside_the_same_note(
    walking: Walker,
) -> None:
    page = EvidenceWords(title="", criterion="1.4", link_address="https://example.org/p")
    noted = replace(SAID, note="Class 3 made it.")
    words_alone = EvidenceWords(title="", criterion="1.4", note="Class 3 made it.")

    kept = [
        give(walking, page, file=None),
        give(walking, replace(page, link_address="https://example.org/q"), file=None),
        give(walking, noted),
        give(walking, words_alone, file=None),
    ]

    assert [one.is_new for one in kept] == [True] * 4
    assert len({one.item.id for one in kept}) == 4


@pytest.mark.parametrize("kind", ["link", "file"])
def test_however_much_is_here_the_very_same_thing_is_found_with_as_few_questions(
    walking: Walker, session: Session, kind: str
) -> None:
    page = EvidenceWords(title="", criterion="1.4", link_address="https://example.org/p")
    words, file = (page, None) if kind == "link" else (SAID, FILE)
    give(walking, words, file=file)
    asked = []

    for number in range(2):
        for one in range(1 + 8 * number):
            other = replace(FILE, sha256=f"{number}.{one}") if kind == "link" else FILE
            add(walking, replace(SAID, title=f"Photo {number}.{one}"), other)
        session.commit()
        with counted(session) as questions:
            again = give(walking, words, file=file)
        assert not again.is_new
        asked.append(len(questions))

    assert asked[0] == asked[1]


def test_what_a_visitor_saw_is_not_taken_for_the_settings_own(walking: Walker) -> None:
    with transaction(lock=walking.journey) as held:
        seen = add_evidence(
            held, SAID, file=FILE, sending=Sending(Origin.VISITOR),
            by=walking.by(Role.COORDINATOR), at=walking.at,
        )  # fmt: skip

    again = give(walking)

    assert (again.is_new, again.item.id != seen.id) == (True, True)


def test_for_the_renewal_only_the_very_same_words_are_kept_once(session: Session) -> None:
    walking = journey_at(session, Stage.AWARDED)[0]
    walking.pass_time(days=3)

    def newer(key: str, **more: object) -> Given:
        words = replace(SAID, **more)  # type: ignore[arg-type] # names and types as in EvidenceWords
        file = replace(FILE, key=key)
        with transaction(lock=walking.journey) as held:
            by = walking.by(Role.LEAD)
            return give_newer(held, words, typed=words.title, file=file, by=by, at=walking.at)

    given = [newer("a"), newer("b"), newer("c", why_it_counts="Still."), newer("d", title="Once")]

    assert [one.is_new for one in given] == [True, False, True, True]
