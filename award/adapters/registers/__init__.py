"""The registers that others publish, read from the files that people download."""

from award.adapters.registers.gias import read_gias
from award.adapters.registers.holders import read_holders
from award.adapters.registers.links import read_links
from award.adapters.registers.texts import NotARegister

__all__ = ["NotARegister", "read_gias", "read_holders", "read_links"]
