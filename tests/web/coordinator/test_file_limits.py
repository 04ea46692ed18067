"""The coordinator sets how large files may be, and whether films."""

from collections.abc import Callable

from award.domain.file_limits import RANGES, FileLimits
from award.domain.stages import Stage
from tests.web.coordinator.conftest import ROOM, Scene

Make = Callable[..., Scene]
PAGE = f"{ROOM}/file-limits"
USUAL = {name: getattr(FileLimits(), name) for name in RANGES}


def test_limits_are_kept_and_written_down(scene: Make) -> None:
    place = scene(Stage.DRAFT)

    place.browser.send(PAGE, **(USUAL | {"file_mb": 40}), films="yes")
    place.browser.get(PAGE)

    assert place.now().authority.file_limits == FileLimits(file_mb=40, films=True)
    told = place.browser.words()
    assert "The largest file in MB: 40, before 25. Films may be added." in told


def test_a_number_that_the_program_cannot_bear_is_refused_and_nothing_changes(scene: Make) -> None:
    place = scene(Stage.DRAFT)

    place.browser.send(PAGE, **(USUAL | {"file_mb": 4000}))

    assert "Enter 100 or less" in place.browser.words()
    assert place.now().authority.file_limits == FileLimits()


def test_every_limit_can_be_set(scene: Make) -> None:
    place = scene(Stage.DRAFT)
    wanted = {name: known.most for name, known in RANGES.items()}

    place.browser.send(PAGE, **wanted, films="yes")

    assert place.now().authority.file_limits == FileLimits(**wanted, films=True)
