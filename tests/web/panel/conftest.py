"""What the tests of this room ask for."""

from tests.fixtures_rooms import standing

__all__ = ["standing"]
