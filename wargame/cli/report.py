"""``wargame report``: a whole debrief on paper, of one game or a class."""

from __future__ import annotations

from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from wargame.cli.options import code_option

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from wargame.analysis.results import Results
    from wargame.debrief.report import Reader, Told
    from wargame.session import GameLog

Depth = Literal["none", "quick", "full"]
QUICK = {"playouts": 1_500, "dice": 200, "worlds": 30}
"""What is played for a quick look; all else that is found is measured with the whole budget."""
FORMS = (".html", ".md", ".pdf")
"""What the name of a FILE ends in."""


@click.command(epilog="Examples: wargame report sample -o monday; wargame report saves/*.toml -o class.html")
@click.argument("saves", nargs=-1, required=True, metavar="SAVE...")
@click.option(
    "-o",
    "--output",
    required=True,
    metavar="DIR|FILE",
    help="A folder, for a page each for whoever leads and for students; or a file that ends in .html, .md or "
    ".pdf (with the extra of that name).",
)
@click.option(
    "--for",
    "reader",
    type=click.Choice(["instructor", "students"]),
    help="Who reads it: a folder has both unless said, a file is the instructor's.",
)
@click.option(
    "--analysis",
    "depth",
    type=click.Choice(["none", "quick", "full"]),
    help="How many games are played on for what was luck and what moved it: full (ten seconds) for one game, "
    "quick (two seconds each) for several, unless said.",
)
@click.option(
    "--redact",
    is_flag=True,
    help="Without names and without what people wrote; and beside the report a copy of each save like that, "
    "which still verifies.",
)
@click.option("--force", is_flag=True, help="Write over files that are there already.")
@code_option("Tell all of a game that is not over.")
def command(
    saves: tuple[str, ...],
    output: str,
    reader: Reader | None,
    depth: Depth | None,
    redact: bool,
    force: bool,
    code: str,
) -> int:
    """Write a report on the games in each SAVE, for the debrief and after it: what happened, what was hidden,
    why, and what would have been. A page of HTML stands alone and prints well.

    The students' copy leaves out what people wrote for few eyes, the names of players, and all marks. Of
    several games a comparison comes first; they need the same turns and seats. Of a game that people still
    play it tells what everybody could see. What is left out, damaged or not over is named, and exit status 1
    says so.
    """
    from wargame.cli.errors import FAILED
    from wargame.cli.output import emit, must_be_new, say, write_all
    from wargame.cli.several import called

    files = _files(output, reader)
    names = called(saves)
    folder = next(iter(files)).parent
    copies = dict(zip(names, _copies(names.values(), folder), strict=True)) if redact else {}
    if not force:
        must_be_new([*files, *copies.values()])
    games: list[Told] = []
    found: dict[Path, bytes] = {}
    depth, sound = depth or ("full" if len(names) == 1 else "quick"), True
    for n, (save, name) in enumerate(names.items(), 1):
        sound &= _add(games, found, name, save, code, depth, copies.get(save), f"{n} of {len(names)}")
    games, alike = _alike(games)
    if not games:
        say("There is nothing to report on: no file was written.")
        return FAILED
    found |= {path: _page(path, games, whose, wordless=redact) for path, whose in files.items()}
    if all(file.name == f"{whose}.html" for file, whose in files.items()):
        next(iter(files)).parent.mkdir(parents=True, exist_ok=True)
    write_all(found)
    emit(str(path) for path in found)
    return 0 if sound and alike else FAILED


def _files(output: str, reader: Reader | None) -> dict[Path, Reader]:
    """The pages to write, and who reads each."""
    from wargame.cli.errors import UsageError
    from wargame.cli.output import must_have_folder
    from wargame.session.places import typed, typed_new

    path = typed(output)
    if path.suffix.lower() in FORMS and not path.is_dir():
        file = typed_new(output)
        must_have_folder(file)
        if file.suffix.lower() == ".pdf":
            from wargame.debrief import pdf

            pdf.must_be_there()
        return {file: reader or "instructor"}
    if path.exists() and not path.is_dir():
        raise UsageError(f"{path} is no folder, and the name of a file ends in {' or '.join(FORMS)}.")
    readers: list[Reader] = [reader] if reader else ["instructor", "students"]
    return {path / f"{one}.html": one for one in readers}


def _copies(names: Iterable[str], folder: Path) -> Iterator[Path]:
    """Where the redacted copies of saves go that are called so."""
    from wargame.text import slug

    taken: set[str] = set()
    for name in names:
        first = slug(name)
        chosen = next(one for n in count(1) if (one := f"{first}-{n}" if n > 1 else first) not in taken)
        taken.add(chosen)
        yield folder / f"{chosen}-redacted.toml"


def _add(
    games: list[Told],
    files: dict[Path, bytes],
    name: str,
    save: str,
    code: str,
    depth: Depth,
    copy: Path | None,
    which: str,
) -> bool:
    """Add the game of a save, and its redacted ``copy`` to the files, and tell whether it is over and nothing
    is wrong with it."""
    from wargame.analysis.comparison import outline
    from wargame.cli.output import say
    from wargame.cli.several import take
    from wargame.debrief.report import Told
    from wargame.session.redaction import redacted_save, without_words

    def add(game: GameLog, path: Path, whole: bool) -> None:
        if not game.over:
            say(f"{name}: The game is not over; turn {game.turn} of {game.rules.last_turn} is on.")
        found = _found(game, depth, f"{name} ({which})") if not game.veiled and game.adjudicated else None
        if copy is not None:
            game = without_words(game, "private", "names", "public")
        games.append(Told(name, game, outline(game), found))
        if copy is not None:
            files[copy] = redacted_save(path)

    return take(save, name, code, add) and games[-1].game.over


def _found(game: GameLog, depth: Depth, label: str) -> Results | None:
    """What playing on finds about a game, as it is kept or anew; all of it where that is kept. None where
    nothing is asked, or this program has not the rules for it, which is said."""
    from wargame.analysis.results import WHOLE, Budget, cores, kept_results, results
    from wargame.cli.output import say
    from wargame.cli.progress import progress
    from wargame.session import GameError

    if depth == "none":
        return None
    try:
        game.must_be_recomputable()
    except GameError as error:
        say(f"{label}: {error} So nothing is played on from it.")
        return None
    if found := kept_results(game):
        return found
    budget, jobs = Budget(**QUICK) if depth == "quick" else WHOLE, cores()
    with progress(label) as tell:
        return results(game, budget, jobs=jobs if jobs > 1 else 0, tell=tell)


def _alike(games: Sequence[Told]) -> tuple[list[Told], bool]:
    """The games that can be laid beside each other, and whether all can."""
    from wargame.analysis.comparison import beside
    from wargame.cli.output import say

    kept = beside([one.outline for one in games])
    for n, one in enumerate(games):
        if n not in kept:
            others = f"other turns or seats than {games[kept[0]].name}"
            say(f"{one.name}: This game, of {one.game.scenario.title}, has {others}: it is left out.")
    return [games[n] for n in kept], len(kept) == len(games)


def _page(path: Path, games: Sequence[Told], whose: Reader, *, wordless: bool) -> bytes:
    """What stands in a file for a reader; of games that are ``wordless`` already nothing is taken out."""
    from attrs import evolve

    from wargame.debrief.report import report
    from wargame.session.redaction import without_words

    if whose == "students" and not wordless:
        games = [evolve(one, game=without_words(one.game, "private", "names")) for one in games]
    sheet = report(games, whose)
    form = path.suffix.lower()
    if form == ".md":
        from wargame.debrief import markdown

        return markdown.page(sheet).encode()
    if form == ".pdf":
        from wargame.debrief import pdf

        return pdf.page(sheet)
    from wargame.debrief import html

    return html.report(sheet).encode()
