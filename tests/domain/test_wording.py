"""The kind's own words for children."""

import pytest

from award.domain.wording import speak_of


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Children know it.", "Pupils know it."),
        ("A child says so; each child does.", "A pupil says so; each pupil does."),
        ("We gather children's views.", "We gather pupils' views."),
        ("children’s views", "pupils’ views"),
        ("a child's name", "a pupil's name"),
        ("CHILDREN FIRST", "PUPILS FIRST"),
        ("childhood, grandchildren, childlike", "childhood, grandchildren, childlike"),
        ("child-on-child abuse", "child-on-child abuse"),
        ("Child-on-child abuse", "Child-on-child abuse"),
        ("the child protection policy", "the child protection policy"),
        ("two children's homes", "two children's homes"),
        ("the children's guide", "the children's guide"),
        ("the children’s home", "the children’s home"),
        ("a child, protection", "a pupil, protection"),
    ],
)
def test_a_text_speaks_of_pupils_in_a_school(text: str, said: str) -> None:
    assert speak_of(text, people="pupils", person="pupil") == said


def test_a_plural_without_s_keeps_the_whole_ending() -> None:
    said = speak_of(
        "Children's views, a child's name", people="young people", person="young person"
    )

    assert said == "Young people's views, a young person's name"


def test_words_that_hold_the_plain_words_are_not_changed_twice() -> None:
    said = speak_of("children", people="children and young people", person="child or young person")

    assert said == "children and young people"
