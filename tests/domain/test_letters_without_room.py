"""A letter for who has no account."""

from award.domain.letters_without_room import without_room

TEXT = """Subject: You are taking part: ((setting))
Button: Go to your journey

Hello ((name)),

Next we agree a first visit together. It begins here: ((link))

Best wishes
((authority))
"""


def test_words_stand_for_the_link_and_the_button_is_gone() -> None:
    found = without_room(TEXT, "Amara Holt")

    assert "((link))" not in found
    assert "Button:" not in found
    assert (
        "It begins here: in the room of ((setting)), which Amara Holt opens. You have no account "
        "there and need none: Amara Holt can show it to you, or invite you to it.\n\nBest wishes"
    ) in found


def test_where_nobody_leads_the_coordinator_does_it() -> None:
    assert "here: answer this letter, and the coordinator does it for you" in without_room(TEXT, "")


def test_a_name_with_brackets_is_no_field() -> None:
    assert "which Amara (Holt) opens" in without_room(TEXT, "Amara ((Holt))")


def test_a_text_without_a_link_stays_as_it_is() -> None:
    text = TEXT.replace(" It begins here: ((link))", "")

    assert without_room(text, "Amara Holt") == text
