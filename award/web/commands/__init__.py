"""What is done from the command line; each module adds its commands to the tuple."""

from typing import Final

import click

COMMANDS: Final[tuple[click.Command, ...]] = ()
