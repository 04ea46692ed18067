"""A postcode is whole, or left empty; how it is written does not matter."""

from collections.abc import Callable

import pytest

from award.domain.stages import Stage
from award.storage.settings import Setting
from tests.web.coordinator.conftest import ROOM, Scene

Make = Callable[..., Scene]
ADD = f"{ROOM}/settings/add"


@pytest.mark.parametrize("postcode", ["zzzz", "LE1", "12345", "LE1 1AA and more"])
def test_what_is_no_postcode_is_refused_with_how_to_mend_it(scene: Make, postcode: str) -> None:
    place = scene(Stage.DRAFT)

    answer = place.browser.send(ADD, name="Rushey Mead", kind="primary", postcode=postcode)

    assert answer.status_code == 200
    assert "postcode" in place.browser.refusals()
    assert place.rows.query(Setting).filter_by(name="Rushey Mead").count() == 0


@pytest.mark.parametrize("postcode", ["", "le1 1aa", "LE11AA", "SW1A 2AA", "M1 1AE"])
def test_a_whole_postcode_or_none_is_taken(scene: Make, postcode: str) -> None:
    place = scene(Stage.DRAFT)

    answer = place.browser.send(ADD, name="Rushey Mead", kind="primary", postcode=postcode)

    assert answer.status_code == 302
