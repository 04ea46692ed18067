"""What the tests of this room share: a setting in the middle of its journey, as its room has it."""

from tests.web.setting.conftest import place_at

__all__ = ["place_at"]
