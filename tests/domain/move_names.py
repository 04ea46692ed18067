"""The name of every move of the table, each once."""

from typing import Final

from award.domain.lifecycle import MOVES

MOVE_NAMES: Final = tuple(dict.fromkeys(one.name for one in MOVES))
