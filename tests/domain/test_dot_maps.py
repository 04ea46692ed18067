"""A plain map: places stand where they are to each other, and nothing is laid over another."""

from hypothesis import given
from hypothesis import strategies as st

from award.domain.dot_maps import (
    CELL,
    GROUND_FOOT,
    LETTER,
    LINE,
    MARGIN,
    WIDTH,
    Area,
    Spot,
    draw_map,
    on_the_grid,
)

spots = st.lists(
    st.builds(Spot, st.just("A place"), st.integers(1, 699_999), st.integers(1, 1_299_999)),
    min_size=1,
    max_size=40,
)
areas = st.lists(
    st.builds(
        Area,
        st.text("abcdefgh ", min_size=1, max_size=20),
        st.integers(1, 699_999),
        st.integers(1, 1_299_999),
        st.integers(1, 50),
    ),
    max_size=20,
)


def test_no_place_is_no_map() -> None:
    assert draw_map([], [Area("Abbey", 458300, 307300)]) is None


def test_north_is_up_and_east_is_right() -> None:
    drawn = draw_map([Spot("South-west", 450_000, 300_000), Spot("North-east", 460_000, 306_000)])

    assert drawn is not None
    south_west, north_east = (
        next(dot for dot in drawn.dots if dot.names == (name,))
        for name in ("South-west", "North-east")
    )
    assert south_west.x < north_east.x
    assert south_west.y > north_east.y


def test_neighbours_share_a_dot_that_names_them_all() -> None:
    drawn = draw_map(
        [Spot("B", 458_000, 304_000), Spot("A", 458_001, 304_001), Spot("Far", 468_000, 304_000)]
    )

    assert drawn is not None
    assert sorted(dot.names for dot in drawn.dots) == [("A", "B"), ("Far",)]
    assert max(drawn.dots, key=lambda dot: dot.radius).words == "A, B"


def test_one_place_alone_stands_in_the_middle_of_two_kilometres() -> None:
    drawn = draw_map([Spot("Alone", 458_000, 304_000)])

    assert drawn is not None
    (dot,) = drawn.dots
    assert (dot.x, dot.y) == (WIDTH / 2, (MARGIN + drawn.height - GROUND_FOOT) / 2)
    assert drawn.scale_words == "500 m"


@given(spots, areas)
def test_everything_stays_on_the_drawing_and_every_name_is_kept(
    found: list[Spot], known: list[Area]
) -> None:
    drawn = draw_map(found, known)

    assert drawn is not None
    assert sum(len(dot.names) for dot in drawn.dots) == len(found)
    for dot in drawn.dots:
        assert dot.radius <= dot.x <= WIDTH - dot.radius
        assert dot.radius <= dot.y <= drawn.height - GROUND_FOOT + CELL
        assert dot.radius <= CELL
    assert 0 < drawn.scale <= WIDTH


@given(spots, areas)
def test_no_name_of_an_area_is_laid_over_another(found: list[Spot], known: list[Area]) -> None:
    drawn = draw_map(found, known)

    assert drawn is not None
    for one in drawn.labels:
        for other in drawn.labels:
            apart = abs(one.x - other.x) >= (len(one.words) + len(other.words)) * LETTER / 2 - 1
            assert one is other or apart or abs(one.y - other.y) >= LINE - 1
        for dot in drawn.dots:
            beside = abs(one.x - dot.x) >= len(one.words) * LETTER / 2 + dot.radius
            assert beside or abs(one.y - dot.y) >= LINE / 2 + dot.radius - 1


def test_a_name_without_room_above_or_below_stands_beside_its_dot() -> None:
    """At the eastern edge, with dots to the north and the south of it, only the west is free."""
    edge = [Spot("A", 470_000, 304_000 + north) for north in (-200, 0, 200)]
    drawn = draw_map(
        [Spot("West", 450_000, 304_000), *edge], [Area("Thurncourt", 470_000, 304_000)]
    )

    assert drawn is not None
    (label,) = drawn.labels
    middle = max(drawn.dots, key=lambda dot: (dot.x, len(dot.names)))
    assert label.words == "Thurncourt"
    assert label.x < middle.x - middle.radius


def test_a_slip_of_the_pen_is_no_place() -> None:
    assert on_the_grid(458_300, 307_300)
    assert not any(
        on_the_grid(east, north)
        for east, north in ((None, 1), (1, None), (0, 5), (5, 0), (700_000, 5), (5, 1_300_000))
    )
