"""The group of commands. Each is a module of its name beside this one, imported when it is used."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from importlib import import_module
from keyword import iskeyword

import click

from wargame import __version__
from wargame.cli.errors import FAILED
from wargame.cli.output import say

COMMANDS = {
    "play": "Sit down at the table and play.",
    "resume": "Go on with a game where its save ends.",
    "watch": "Follow a game that is played elsewhere, on a second screen.",
    "class": "Follow all games that are being played in a room.",
    "replay": "Walk through a game that was played.",
    "auto": "Let a whole game be played by policies, and print it.",
    "show": "Print a game as plain text.",
    "vary": "Play a game on with something changed, and keep that beside it.",
    "compare": "Lay games beside each other, and history.",
    "verify": "Recompute games and compare them with their saves.",
    "export": "Write games as tables for research, with a codebook.",
    "report": "Write a whole debrief on paper, of one game or a class.",
    "grades": "Write points for taking part, as a gradebook takes them.",
    "packets": "Write the sheets of a scenario that are printed for a lesson.",
    "doctor": "Look whether all is as a lesson needs it.",
    "rehearse": "Watch a lesson play itself, before the class does.",
    "check": "Look for mistakes in scenarios.",
    "balance": "Play many games by policies and tell what they came to.",
}
"""Every command with its line in ``wargame --help``."""


class _Lazy(click.Group):
    """A group that knows its commands' names and imports only the one that is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order in which a newcomer needs them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, or None."""
        if cmd_name not in COMMANDS:
            return None
        module = f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name
        command = import_module(f"wargame.cli.{module}").command
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As the group does it, but a name that is nearly right is suggested."""
        if args and not args[0].startswith("-") and args[0] not in COMMANDS:
            near = get_close_matches(args[0], COMMANDS, n=1)
            hint = f" Did you mean `wargame {near[0]}`?" if near else " `wargame --help` lists them."
            raise click.UsageError(f"There is no command {args[0]!r}.{hint}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands from the table, without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(
    cls=_Lazy,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Example: wargame play offer-lesson",
)
@click.version_option(__version__, message="wargame %(version)s")
@click.pass_context
def group(context: click.Context) -> int:
    """A classroom wargame of the 2020 Korea question. Without a command it opens the menu."""
    if context.invoked_subcommand is not None:
        return 0
    from wargame.cli.terminal import require_terminal

    require_terminal()
    from wargame.tui import run_menu

    return run_menu()


def run(arguments: Sequence[str]) -> int:
    """Run the command that ``arguments`` name and return its exit status."""
    try:
        status = group.main(list(arguments), prog_name="wargame", standalone_mode=False)
    except click.ClickException as error:
        _complain(error)
        return error.exit_code
    except click.Abort:
        say("Stopped.")
        return FAILED
    return status if isinstance(status, int) else 0


def _complain(error: click.ClickException) -> None:
    """Say what is wrong with the command line, and where its help is."""
    context = error.ctx if isinstance(error, click.UsageError) else None
    say(error.format_message())
    if context is not None:
        say(f"Help: {context.command_path} --help")
