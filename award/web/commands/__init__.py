"""What is done from the command line; each module adds its commands to the tuple."""

from typing import Final

import click

from award.web.commands import certificates, demo, diagram, doctor, files, journeys, work

COMMANDS: Final[tuple[click.Command, ...]] = (
    *work.COMMANDS,
    *doctor.COMMANDS,
    journeys.import_group,
    *demo.COMMANDS,
    *certificates.COMMANDS,
    *diagram.COMMANDS,
    *files.COMMANDS,
)
