"""Filling in the text of a letter."""

import pytest

from award.domain.letter_texts import (
    NAMELESS,
    TextFault,
    check_text,
    fields_in,
    parts_of,
    render_letter,
    text_of,
)

TEXT = "Subject: News for ((setting))\n\nHello ((name)),\n\nAll is well at ((setting)).\n"


def test_a_letter_is_filled_in() -> None:
    subject, body, _ = render_letter(TEXT, {"setting": "Willow Lane", "name": "Ada", "link": "x"})

    assert subject == "News for Willow Lane"
    assert body == "Hello Ada,\n\nAll is well at Willow Lane.\n"


def test_a_field_with_nothing_to_say_leaves_no_gap() -> None:
    _, body, _ = render_letter(
        "Subject: News\n\nAll is well. ((more))\n\nBest wishes\n", {"more": "", "link": "x"}
    )

    assert body == "All is well.\n\nBest wishes\n"


def test_a_value_cannot_break_the_subject_line() -> None:
    subject, body, _ = render_letter(TEXT, {"setting": "Willow\r\nBcc: x@y", "name": "Ada"})

    assert subject == "News for Willow Bcc: x@y"
    assert "Willow\r\nBcc: x@y" in body


def test_a_value_is_never_read_as_a_field() -> None:
    _, body, _ = render_letter(TEXT, {"setting": "((name))", "name": "Ada"})

    assert body == "Hello Ada,\n\nAll is well at ((name)).\n"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("((setting)) is ready.", "A setting is ready."),
        ("Hello.\n\n((setting)) is ready.", "Hello.\n\nA setting is ready."),
        ("Well done! ((setting)) is ready.", "Well done! A setting is ready."),
        ("Look at ((setting)): ((setting)).", "Look at a setting: a setting."),
    ],
)
def test_a_setting_that_is_not_named_begins_a_sentence_with_a_capital(text: str, read: str) -> None:
    _, body, _ = render_letter(f"Subject: News\n\n{text}\n", {"setting": NAMELESS})

    assert body == f"{read}\n"


def test_a_name_keeps_its_small_letter_where_a_sentence_begins() -> None:
    _, body, _ = render_letter("Subject: News\n\n((setting)) is ready.\n", {"setting": "iCan"})

    assert body == "iCan is ready.\n"


@pytest.mark.parametrize("gap", ["\n", "\r", "\v", "\f", "\u0085", "\u2028", "\u2029"])
def test_no_kind_of_line_break_gets_into_a_subject(gap: str) -> None:
    subject, _, _ = render_letter(TEXT, {"setting": f"a{gap}b", "name": "Ada"})

    assert subject == "News for a b"


def test_the_words_of_the_button_stand_below_the_subject() -> None:
    text = "Subject: Hello\nButton: See ((setting))\n\nIt is here: ((link))\n"

    letter = render_letter(text, {"setting": "a\nb", "link": "((link))"})

    assert letter == ("Hello", "It is here: ((link))\n", "See a b")
    assert text_of(parts_of(text)) == text


def test_a_letter_without_a_button_is_written_back_as_it_was() -> None:
    assert text_of(parts_of(TEXT)) == TEXT


def test_a_missing_field_is_refused() -> None:
    with pytest.raises(TextFault) as refused:
        render_letter(TEXT, {"setting": "Willow Lane"})

    assert str(refused.value) == (
        "The letter uses ((name)), which it is not given. It may use: ((setting))."
    )


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (
            "Hello\n\nWords.",
            "The first line needs to begin with “Subject:” and go on with some words.",
        ),
        (
            "Subject: \n\nWords.",
            "The first line needs to begin with “Subject:” and go on with some words.",
        ),
        ("Subject: Hello", "The letter needs some words below its subject."),
        (
            "Subject: Hello\n\n((name",
            "A field is not closed. Write each field like this: ((name)).",
        ),
        (
            "Subject: Hello\nButton: Go\n\nWords.",
            "There are words for a button, but no link. Write ((link)) where it belongs.",
        ),
        (
            "Subject: Hello\n\n((Name ))",
            "The letter uses ((Name )), which it is not given. It may use: ((name)).",
        ),
    ],
)
def test_a_text_that_cannot_be_sent_says_how_to_mend_it(text: str, fault: str) -> None:
    assert check_text(text, frozenset({"name"})) == (fault,)


def test_the_fields_of_a_text_are_listed_once() -> None:
    assert fields_in(TEXT) == frozenset({"setting", "name"})
