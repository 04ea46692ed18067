"""Where a visit is, and how one gets in, in the words of a letter."""

from award.domain.arrivals import NOT_SAID, STILL_TO_SAY, arrival_words, fields_for, where_words
from award.domain.letters import Addressee
from award.domain.routes import VisitForm

KNOWN = {
    "where": "Willow Lane, LE1 1AA",
    "getting_in": "The blue door.",
    "ask_for": "Amara Holt",
    "telephone": "0116 496 0000",
}
EMPTY = dict.fromkeys(KNOWN, "")


def test_a_visit_says_where_how_one_gets_in_and_whom_to_ask_for() -> None:
    assert arrival_words(VisitForm.ON_SITE, place="", **KNOWN).splitlines() == [
        "Where: Willow Lane, LE1 1AA",
        "Getting in: The blue door.",
        "Ask for: Amara Holt",
        "Telephone: 0116 496 0000",
    ]


def test_what_is_not_known_is_said_to_be_so() -> None:
    found = arrival_words(VisitForm.ON_SITE, place="", **EMPTY)

    assert found.splitlines() == ["Where: the address is still to be said", NOT_SAID]


def test_nobody_comes_to_a_call_and_all_come_to_a_workshop() -> None:
    call = arrival_words(VisitForm.CALL, place="", **KNOWN)
    video = arrival_words(VisitForm.REMOTE, place="room 7", **EMPTY)
    workshop = arrival_words(VisitForm.WORKSHOP, place="City Hall", **KNOWN)

    assert call == "By phone\nAsk for: Amara Holt\nTelephone: 0116 496 0000"
    assert video == "By video: room 7"
    assert workshop == "Where: City Hall"
    assert "still to be said" in arrival_words(VisitForm.WORKSHOP, place="", **EMPTY)


def test_a_postcode_is_said_once() -> None:
    assert where_words("The hall", "1 High Street\nLeicester", "LE1 1AA") == (
        "The hall, 1 High Street, Leicester, LE1 1AA"
    )
    assert where_words("", "1 High Street, LE1 1AA", "LE1 1AA") == "1 High Street, LE1 1AA"


def test_the_setting_is_told_what_it_can_still_say_and_the_visitor_that_it_can() -> None:
    arrival = arrival_words(VisitForm.ON_SITE, place="", **EMPTY)

    told = {
        one: fields_for(one, {"arrival": arrival})["arrival"].splitlines()[1]
        for one in (Addressee.LEAD, Addressee.HEAD, Addressee.VISITOR)
    }

    assert told == {
        Addressee.LEAD: STILL_TO_SAY,
        Addressee.HEAD: STILL_TO_SAY,
        Addressee.VISITOR: NOT_SAID,
    }


def test_what_somebody_wrote_in_a_letter_is_left_as_it_is() -> None:
    said = fields_for(Addressee.LEAD, {"reason": f"We wrote: {NOT_SAID}"})

    assert said == {"reason": f"We wrote: {NOT_SAID}"}
