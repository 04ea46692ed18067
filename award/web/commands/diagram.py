"""The lifecycle as a drawing, on the command line."""

import click

from award.domain.diagram import draw


@click.command("diagram")
def diagram_command() -> None:
    """Print the lifecycle as Mermaid, as it stands in README.md."""
    click.echo(draw(), nl=False)


COMMANDS: tuple[click.Command, ...] = (diagram_command,)
