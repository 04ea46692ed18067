"""Lists on pages."""

from award.web.kit.paging import pages_of


def test_a_page_in_the_middle_has_both_ends_and_its_neighbours() -> None:
    pages = pages_of(500, size=10, page=20, address=lambda n: f"?page={n}")

    shown = ["…" if one.gap else one.number for one in pages.links]
    assert shown == [1, "…", 18, 19, 20, 21, 22, "…", 50]
    assert (pages.first, pages.last, pages.previous, pages.next) == (
        191,
        200,
        "?page=19",
        "?page=21",
    )


def test_a_page_beyond_the_end_is_the_last_one() -> None:
    pages = pages_of(11, size=10, page=7, address=str)

    assert (pages.number, pages.first, pages.last, pages.next) == (2, 11, 11, None)


def test_an_empty_list_is_one_page() -> None:
    pages = pages_of(0, size=10, page=1, address=str)

    assert (pages.first, pages.last, len(pages.links)) == (0, 0, 1)
