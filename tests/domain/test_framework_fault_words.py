"""A fault in the words of the forms, and which criterion or standard it is about."""

import pytest

from award.domain.framework_fault_words import criterion_meant, in_plain_words, standard_meant


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("framework: “intro” needs some words.",
         "The award as a whole: “What it is about” needs some words."),
        ("standards 2: “child_title” needs some words.",
         "Standard 2: “As a child would say it” needs some words."),
        ("criteria 1.7, descriptors: “met” needs some words.",
         "Criterion 1.7, what each point looks like: “Met” needs some words."),
        ("criteria 1.7, evidence 2: “fresh_months” needs more.",
         "Criterion 1.7, evidence 2: “How old it may be, in months” needs more."),
        ("criteria 1.1, variants, club, descriptors: “not_yet” needs some words.",
         "Criterion 1.1, for clubs, what each point looks like: “Not yet” needs some words."),
        ("criteria 1.1, seen_heard 1: “prompt” needs some words.",
         "Criterion 1.1, question 1: “The question” needs some words."),
        ("criteria 1.1, variants, castle: there is no field called “tilte”.",
         "Criterion 1.1, for castle: there is no field called “tilte”."),
        ("Criterion 1.7 has nothing to see or hear. Add at least one question.",
         "Criterion 1.7 has nothing to see or hear. Add at least one question."),
    ],
)  # fmt: skip
def test_a_fault_reads_as_the_form_does(fault: str, words: str) -> None:
    assert in_plain_words(fault) == words


def test_a_fault_says_where_it_can_be_put_right() -> None:
    assert criterion_meant("criteria 1.7, evidence 2: “name” needs some words.") == "1.7"
    assert criterion_meant("Criterion 1.7 has nothing to see or hear.") == "1.7"
    assert criterion_meant("standards 2: “intro” needs some words.") is None
    assert standard_meant("standards 2: “intro” needs some words.") == "2"
    assert standard_meant("framework: “intro” needs some words.") is None
