"""An authority's colour can be read, or the reason says why not and which shade would do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from award.domain.brand import (
    ENOUGH,
    GROUNDS,
    PAPER,
    USUAL,
    WHITE,
    colour_troubles,
    contrast,
    look_of,
    nearest_shade,
    read_colour,
)
from award.domain.refusals import NotReady

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def test_contrast_is_the_ratio_that_the_rule_gives() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#ffffff", "#ffffff") == pytest.approx(1)
    assert round(contrast("#767676", "#ffffff"), 2) == 4.54
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48
    assert round(contrast(USUAL.teal, WHITE), 2) == 9.41
    assert round(contrast(USUAL.mint, USUAL.teal), 2) == 6.18


@pytest.mark.parametrize("typed", ["#5b2a6e", "5B2A6E", "  #5b2a6e "])
def test_a_colour_is_read_as_people_type_it(typed: str) -> None:
    assert read_colour(typed) == "#5b2a6e"


def test_a_short_colour_is_written_out() -> None:
    assert read_colour("#07a") == "#0077aa"


@pytest.mark.parametrize(
    "typed", ["", "purple", "#12345", "#12345g", "#123456; } *{color:red", "#\u0661\u0662\u0663456"]
)
def test_what_is_no_colour_is_refused_with_what_to_write(typed: str) -> None:
    with pytest.raises(NotReady, match="like #5b2a6e"):
        read_colour(typed)


def test_the_usual_colour_gives_the_usual_look() -> None:
    assert look_of(USUAL.teal) == USUAL
    assert colour_troubles(USUAL.teal) == ()


def test_a_light_colour_is_refused_with_both_reasons_and_the_nearest_shade() -> None:
    (sentence,) = colour_troubles("#ff8800")

    assert sentence == (
        "#ff8800 is too light to read: white words on it reach 2.3 to 1 and links of this colour "
        "on our paper reach 2.2 to 1, and 4.5 is needed. The nearest shade that would do is #af5d00"
    )


def test_a_colour_that_only_fails_as_a_link_on_paper_says_just_that() -> None:
    (sentence,) = colour_troubles("#767676")

    assert "white words" not in sentence
    assert "links of this colour on our paper reach 4.2 to 1" in sentence


@given(colours)
def test_the_shade_that_is_offered_is_never_refused(colour: str) -> None:
    assert colour_troubles(nearest_shade(colour)) == ()


@given(colours)
def test_all_that_follows_from_an_accepted_colour_can_be_read(colour: str) -> None:
    look = look_of(nearest_shade(colour))

    assert contrast(WHITE, look.teal) >= ENOUGH
    assert contrast(WHITE, look.teal_deep) >= ENOUGH
    assert contrast(look.teal, PAPER) >= ENOUGH
    assert contrast(look.mint, look.teal) >= ENOUGH
    assert all(contrast(look.link, ground) >= ENOUGH for ground in GROUNDS)
