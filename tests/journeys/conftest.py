"""What stories in a browser begin with."""

from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from typing import Protocol

import pytest
from playwright.sync_api import Browser

from award.domain.stages import Stage
from tests.journeys.room_people import Scene, scene


class SceneAt(Protocol):
    """Sets a scene: a journey at a stage, walked there as the rest says."""

    def __call__(self, stage: Stage, **more: object) -> AbstractContextManager[Scene]: ...


@pytest.fixture
def scene_at(browser: Browser, tmp_path: Path, empty_database: Path) -> SceneAt:
    """A journey at a stage and people at browsers; at its end nobody has met a barrier."""
    return partial(scene, browser, tmp_path, empty_database)
