"""``wargame check``: mistakes in scenarios, all of them at once."""

from __future__ import annotations

import click


@click.command(epilog="Example: wargame check offer scenarios/my-crisis.toml")
@click.argument("scenarios", nargs=-1, required=True, metavar="SCENARIO...")
@click.option(
    "--games",
    type=click.IntRange(0, 100_000),
    default=40,
    show_default=True,
    help="How many games to play in search of texts that are told where they are not true.",
)
def command(scenarios: tuple[str, ...], games: int) -> int:
    """Look for mistakes in each SCENARIO. Exit status 1 where one has errors; warnings are only told.

    SCENARIO is a name such as offer, or a path.
    """
    return max(_check(name, games) for name in scenarios)


def _check(name: str, games: int) -> int:
    """Check one scenario, print its problems, and return its exit status."""
    from wargame.bots.contradictions import contradictions
    from wargame.cli.errors import FAILED
    from wargame.cli.output import emit, say
    from wargame.scenario import check

    problems = check(name, lambda scenario: contradictions(scenario, games))
    emit(str(problem) for problem in problems)
    errors = sum(problem.severity == "error" for problem in problems)
    warnings = len(problems) - errors
    say(f"{name[:200]}: {_count(errors, 'error')}, {_count(warnings, 'warning')}.")
    return FAILED if errors else 0


def _count(number: int, noun: str) -> str:
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"
