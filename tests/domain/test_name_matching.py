"""Which known name a name on a list may mean."""

import pytest

from award.domain import name_matching
from award.domain.name_matching import Guess, Names, core, guesses, likeness, near, same_place

KNOWN = {
    1: ["Coleman Primary School"],
    2: ["The Coleman Centre"],
    3: ["Inglehurst Infant School"],
    4: ["Inglehurst Junior School"],
    5: ["Knighton Mead Primary Academy", "Knighton Fields Primary School and Community Centre"],
    6: ["Caldecote Community Primary School"],
    7: ["Sandfield Close Primary School"],
}


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("Colemam Primary", 1),
        ("Inglehurst Junior", 4),
        ("Knighton Fields Primary", 5),
        ("Caldecote Primary in Braunstone", 6),
        ("Sandfeild Close Primary School", 7),
    ],
)
def test_a_misspelt_or_shortened_name_finds_its_setting_first(printed: str, meant: int) -> None:
    assert guesses(printed, Names(KNOWN))[0].key == meant


def test_what_is_like_nothing_has_no_guess() -> None:
    assert guesses("Humberstone Youth Club", Names(KNOWN)) == []


def test_the_same_name_with_other_marks_and_capitals_is_the_same() -> None:
    assert likeness("St. Mary’s primary", "st marys PRIMARY") == 1.0


def test_two_that_differ_only_in_little_words_are_very_like_but_not_the_same() -> None:
    found = likeness("Parks Primary", "Parks Primary School")

    assert 0.9 < found < 1.0


def test_the_best_come_first_and_no_more_than_asked() -> None:
    found = guesses("Inglehurst Infants", Names(KNOWN), most=1)

    assert [one.key for one in found] == [3]
    assert guesses("Coleman Primary School", Names(KNOWN))[0] == Guess(
        1, "Coleman Primary School", 1.0
    )


def test_of_thousands_of_names_few_are_compared_letter_by_letter(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    compared = []

    def counted(name: str, other: str) -> float:
        compared.append(other)
        return likeness(name, other)

    monkeypatch.setattr(name_matching, "likeness", counted)
    known = {n: [f"Willow {n} Primary School", f"Wharf {n} Infants"] for n in range(3000)}

    found = guesses("Wilow 2417 Primary", Names(known))

    assert (found[0].key, len(compared)) == (2417, name_matching.MOST_COMPARED)


def test_each_known_thing_is_guessed_once_by_the_likeliest_of_its_names() -> None:
    known = Names({1: ["Willow Lane Junior School", "Willow Lane School"], 2: []})

    assert [(one.key, one.name) for one in guesses("Wilow Lane School", known)] == [
        (1, "Willow Lane School")
    ]


def test_the_telling_words_are_what_is_left_of_a_name() -> None:
    assert core("The Parks Primary School in Braunstone") == "parks"
    assert core("The School") == "the school"


SEARCHED = {
    1: "Willow Bank Primary School",
    2: "Willow Lane Primary",
    3: "Bank Street Nursery",
    4: "St Zoë’s C.E. Infant School",
    5: "King’s Lock High School",
}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("wilow", [2, 1]),
        ("willwo bank", [1]),
        ("Wilow Bank Academy", [1]),
        ("bnak", [1, 3]),
        ("banck", [1, 3]),
        ("zoe", [4]),
        ("kings lcok", [5]),
        ("primary", [2, 1]),
        ("humberstone", []),
        ("wilow humberstone", []),
        ("  ", []),
        ("’", []),
    ],
)
def test_a_slip_in_some_words_of_a_name_finds_the_names_that_have_words_like_them(
    typed: str, meant: list[int]
) -> None:
    assert [one.key for one in near(typed, SEARCHED)] == meant


def test_no_more_names_are_offered_than_can_be_read() -> None:
    many = {n: f"Willow {n}" for n in range(200)}

    assert len(near("wilow", many)) == 5


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Wilow Bank Primary", [1]),
        ("Willow Bank", [1]),
        ("willow lane primary school", [2]),
        ("Willow", []),
        ("Bank Street Youth Club", []),
        ("Kings Lock High", [5]),
    ],
)
def test_a_new_name_may_be_a_place_that_is_known_only_where_the_whole_of_it_is_like_it(
    typed: str, meant: list[int]
) -> None:
    assert [one.key for one in same_place(typed, SEARCHED)] == meant
