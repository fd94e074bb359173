"""Many games as one archive: a CSV file for each table, the codebook, and the scenarios' essay prompts."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from wargame.debrief import essays, markdown
from wargame.export.cells import cell, table
from wargame.export.tables import TABLES, Source, Table
from wargame.scenario.model import Scenario
from wargame.session import GameError, GameLog
from wargame.text import slug

BOM = "\ufeff"

_TYPES = """\
| type | what stands in a cell |
|---|---|
| id | the id of something of the scenario (`names` says what it stands for), or of an offer: *turn*-*seat* |
| ids | several of them, or numbers or words, with `; ` between them |
| text | free text; its line breaks are in the cell |
| integer, number | a number; numbers have six places at most |
| yes or no | 1 or 0 |
| day | a day, such as 2020-09-01 |"""

_HEAD = """\
# Codebook

Each file of this archive is a table, with a row for each thing that it says below and a column for each
fact. `game` leads from table to table, with `turn` and `seat`. What was undone by going back to an
earlier turn is in no table. All of it is the truth of the game, secrets too; texts are what people wrote,
so read them before you share them.

The files are UTF-8 with commas between cells, quotes where they are needed (RFC 4180), and line breaks
inside of cells. Those with a byte order mark, without which some spreadsheets misread all but English
letters, are read as `utf-8-sig` in Python and as `UTF-8-BOM` in R; `wargame export --no-bom` leaves it
out. An empty cell means that there is no answer.

**Texts.** So that no spreadsheet takes a text for a formula, one `'` stands before each of `=` `+` `-`
`@` (of full width too) and `'` with which a text, a line of it, or what follows a `;` begins. Take that
one `'` away to have the text as it was written: `re.sub(r"(^|[\\n;] *)'", r"\\1", text)` in Python.
Numbers are never changed: -3 is a number. Control characters are not there.
"""


class Export:
    """Games that are gathered to be written as one archive. The same games, added in the same order, give the
    same bytes, whenever that is."""

    def __init__(self) -> None:
        self._rows: dict[str, list[list[str]]] = {table.name: [] for table in TABLES}
        self._prompts: dict[str, str] = {}
        self.games: list[str] = []
        """What each game added is called in the tables."""

    def add(self, game: GameLog, file: str, *, whole: bool = True) -> None:
        """Adds a game; ``file`` is the name of its save, ``whole`` says whether that could be read to its
        end.

        Raises GameError for a game that is veiled: nothing of it is added.
        """
        if game.veiled:
            when = "the code of the table opens them" if game.has_code else "export it when the game is over"
            raise GameError(f"People still play this game, and its tables tell everything: {when}.")
        source = Source(_unused(slug(file.removesuffix(".toml")), self.games), file, game, whole)
        found = {table.name: list(_cells(table, source)) for table in TABLES}
        for name, rows in found.items():
            self._rows[name] += rows
        self._prompt(game.scenario)
        self.games.append(source.name)

    def archive(self, *, bom: bool = True) -> bytes:
        """A ZIP file with all of it; with ``bom`` tables begin with a byte order mark."""
        mark = BOM if bom else ""
        files = {f"{one.name}.csv": mark + self._csv(one) for one in TABLES}
        files |= {"codebook.csv": mark + table(codebook()), "codebook.md": codebook_page(), **self._prompts}
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as into:
            for name, text in sorted(files.items()):
                entry = zipfile.ZipInfo(name)  # of 1980, so that the same games give the same bytes
                entry.create_system, entry.external_attr = 3, 0o644 << 16
                into.writestr(entry, text.encode(), zipfile.ZIP_DEFLATED)
        return packed.getvalue()

    def _csv(self, one: Table) -> str:
        rows = self._rows[one.name]
        if one.shared:
            rows = [list(row) for row in dict.fromkeys(map(tuple, rows))]
        return table([[column.name for column in one.columns], *rows])

    def _prompt(self, scenario: Scenario) -> None:
        """Adds the prompts of a scenario; of another edition of one that is there, if they differ."""
        debrief = scenario.debrief
        if not (debrief.questions or debrief.concepts):
            return
        page, gift = markdown.page(essays.sheet(scenario)), essays.gift(scenario)
        if page not in self._prompts.values():
            stems = [name.removeprefix("essays-").removesuffix(".md") for name in self._prompts]
            stem = _unused(slug(scenario.id, "scenario"), stems)
            self._prompts |= {f"essays-{stem}.md": page, f"essays-{stem}.gift": gift}


def codebook() -> Iterator[list[str]]:
    """The codebook as rows of cells, one for each column of each table, under a head."""
    yield ["table", "column", "type", "unit", "values", "meaning"]
    for one in TABLES:
        for column in one.columns:
            facts = (one.name, column.name, column.type, column.unit, column.values, column.meaning)
            yield [cell(fact) for fact in facts]


def codebook_page() -> str:
    """The codebook as a page of Markdown, with how the files are to be read."""
    parts = [_HEAD, f"{_TYPES}\n"]
    for one in TABLES:
        lines = [f"## {one.name}.csv", "", f"A row: {one.row[0].lower()}{one.row[1:]}", ""]
        lines += ["| column | type | unit | values | meaning |", "|---|---|---|---|---|"]
        for c in one.columns:
            lines.append(f"| `{c.name}` | {c.type} | {c.unit} | {c.values} | {c.meaning} |")
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)


def _cells(one: Table, source: Source) -> Iterator[list[str]]:
    """The rows of cells that a game gives a table."""
    game = [] if one.shared else [source.name]
    for row in one.rows(source):
        yield game + [cell(value) for value in row]


def _unused(name: str, used: list[str]) -> str:
    """A name, with a number where it is used."""
    found, n = name, 1
    while found in used:
        found, n = f"{name}-{n + 1}", n + 1
    return found
