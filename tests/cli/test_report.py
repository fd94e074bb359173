"""``wargame report``: all of a debrief on one page that stands alone, for two readers, in which every text is
only text; and redacted saves that still verify."""

from __future__ import annotations

import re
import sys
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args

import pytest
from attrs import evolve, fields, has, resolve_types

from tests.cli.conftest import Run
from tests.players import to_the_bridge
from tests.tui.games import HAND, fresh, hostile_scenario, play_out, played, scripted
from wargame.analysis.comparison import outline
from wargame.analysis.results import Budget, results
from wargame.debrief import html, markdown, pdf, report
from wargame.ids import is_id
from wargame.journal import read
from wargame.rules.orders import Injection, Letter, Orders, Ruling
from wargame.session import Game, GameError, GameLog, SeatSetup
from wargame.session.records import KINDS
from wargame.session.redaction import WORDS, redacted_save, without_words
from wargame.text import clean

CORPUS = (
    "<script>alert(1)</script><img src=x onerror=alert(2)>",
    "\" onmouseover=\"alert(3)\" x='",
    "</style></title></svg><svg onload=alert(4)><a href=javascript:alert(5)>",
    "<!-- ]]> &lt;b&gt; &amp; &#x202e; {{ 7*7 }} {% raw %} #eval(\"1\") $x$ @ref *b* _i_",
    "\u202etxt.exe \u2067x\u2069 \x1b[2J\x9b31m \ud83d\udc68 \u0647\u0630\u0627",
    "=1+1 | a \\ b ~~c~~ `d`",
    "A" * 2000,
)  # fmt: skip
TAGS = {
    "html", "head", "meta", "title", "style", "body", "a", "header", "nav", "main", "footer", "h1", "h2",
    "h3",
    "h4", "h5", "h6", "p", "ul", "ol", "li", "b", "em", "small", "span", "div", "section", "table", "caption",
    "thead", "tbody", "tr", "td", "th", "figure", "figcaption", "details", "summary", "svg", "desc", "g",
    "path", "text", "polyline", "circle",
}  # fmt: skip
VALUES = {
    "href": r"#(main|contents|p-[\d-]+)", "id": r"main|contents|p-[\d-]+(-[td])?",
    "class": r"[a-z0-9]+",
    "scope": "row|col", "tabindex": "0", "role": "group|img", "lang": "en", "data-mark": ".{1,3}",
    "aria-labelledby": r"[\w -]+", "xmlns": r"http://www\.w3\.org/2000/svg",
}  # fmt: skip
"""What attributes may hold that could do something; those of drawings hold numbers and colours."""


class Page(HTMLParser):
    """What a browser finds: tags, attributes with their values, and the text between them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.values: list[tuple[str, str]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.values += [(name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        self.text += data


def told(game: GameLog, name: str = "one") -> report.Told:
    return report.Told(name, game, outline(game))


@pytest.fixture(scope="module")
def wordy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The save of a game of people in which everything is written that can be, and much undone."""
    path = tmp_path_factory.mktemp("wordy") / "wordy.toml"
    game = fresh(save=path)
    texts = iter(CORPUS * 9)
    game.lock("halden", "1234")
    game.declare("halden", "Aloud.")
    game.commit("halden", Orders(why="Taken back."))
    game.take_back("halden")
    while not game.over:
        for seat in game.waiting:
            orders = scripted(game.view(seat))
            letters = (
                () if game.turn == game.rules.last_turn else (Letter(orders.letters[0].to, next(texts)),)
            )
            orders = evolve(orders, letters=letters, why=next(texts), say="Said aloud.", drafts=())
            game.commit(seat, Orders(why=next(texts)) if game.problems(seat, orders) else orders)
        if game.turn == 1:
            game.rule(Ruling("sarvia", 0, "Well argued, Ada.", (0,)))
            game.inject(Injection(headline="Flood of paper", text="Told to all.", reason="They slept."))
        while (asked := game.exchange) and asked.asked:
            game.answer(asked.asked.id, "hold", by="Mr Kim" if asked.asked.id == "halden" else "")
        game.resolve()
        if game.turn == 2 and not game.undone:
            game.rewind(1, "Ada was late.")
        game.note("Note to the leader.", seat="halden")
        game.bookmark("Look here.")
    machines = {seat: SeatSetup("ai", "random", f"Team {seat}", "Ada, Min-jun") for seat in game.setups}
    play_out(game.vary(2, name="Ada dreams", comment=CORPUS[0], seats=machines))
    game.close()
    return path


def test_a_report_has_every_part_of_a_debrief_and_stands_alone() -> None:
    game = played()
    one = evolve(told(game), found=results(game, Budget(600, 50, 5)))
    page = Page(text := html.report(report.report([one], "instructor")))
    parts = [
        "At a glance",
        "How it felt",
        "What happened",
        "What was hidden",
        "Why it went so",
        "What if",
        "So what",
    ]
    places = [page.text.index(part, page.text.index("To the report")) for part in parts]
    assert places == sorted(places)
    for told_of in (
        game.end().name, "How likely each ending was", "What moved the game", "The ledger",
        *(aim.name for score in game.end().scores for aim in score.objectives if aim.hidden),
        *game.scenario.debrief.questions, *game.scenario.debrief.history[:1],
    ):  # fmt: skip
        assert told_of in page.text, told_of
    assert not re.search(r"<script|https?:(?!//www\.w3\.org/2000/svg)|url\(|@import", text)
    assert page.tags.count("main") == page.tags.count("h1") == 1
    ids = [value for name, value in page.values if name == "id"]
    assert len(ids) == len({*ids})
    assert {value[1:] for name, value in page.values if name == "href"} <= {*ids}
    levels = [int(tag[1]) for tag in page.tags if re.fullmatch("h[1-6]", tag)]
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("reader", get_args(report.Reader))
def test_whatever_was_written_is_only_text(wordy: Path, reader: report.Reader) -> None:
    hostile = played(hostile_scenario())
    for games in ([told(GameLog.read(wordy))], [told(hostile, name=CORPUS[0]), told(hostile, name=HAND)]):
        sheet = report.report(games, reader)
        page = Page(html.report(sheet))
        assert {*page.tags} <= TAGS
        for name, value in page.values:
            assert not name.startswith("on")
            if pattern := VALUES.get(name):
                assert re.fullmatch(pattern, value), (name, value)
        both = html.report(sheet) + markdown.page(sheet)
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028]", both)
        assert not re.search(r"(?<!\\)(?:\\\\)*[<\[]", markdown.page(sheet))
    if reader == "instructor":
        page = Page(html.report(report.report([told(GameLog.read(wordy))], reader)))
        assert [text for text in CORPUS if clean(text) not in page.text] == []


def test_pdf_is_tagged_and_says_what_it_needs(
    run: Run, game: Path, wordy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as without:
        without.setitem(sys.modules, "typst", None)
        missing = run("report", game, "-o", "one.pdf")
    assert missing.returncode == 1
    assert 'pip install "wargame[pdf]"' in missing.stderr
    pytest.importorskip("typst")
    assert run("report", game, wordy, "-o", "two.pdf", "--analysis", "none").returncode == 0
    written = Path("two.pdf").read_bytes()
    assert written.startswith(b"%PDF")
    assert b"/StructTreeRoot" in written
    assert b"/JavaScript" not in written
    strange = evolve(report.report([told(played())], "students"), foot="\U00010330 in a font that nobody has")
    assert pdf.page(strange).startswith(b"%PDF")


def test_students_get_no_words_for_few_eyes_no_names_and_no_marks(wordy: Path, run: Run) -> None:
    done = run("report", wordy, "-o", "out", "--analysis", "none")
    assert done.returncode == 0, done.stderr
    leads, students = (Path("out", f"{name}.html").read_text() for name in ("instructor", "students"))
    for words in ("Note to the leader.", "Look here.", "Ada, Min-jun", "alert(1)", "It is time.",
                  "Well argued", "The ledger", "Ada was late", "Ada dreams"):  # fmt: skip
        assert words in leads, words
        assert words not in students, words
    for words in ("Said aloud.", "Team halden", "Flood of paper", "Letter to", "Variations of this game",
                  "Played on by ", "How it ended: ", "Scores, with the difference to the game: ",
                  "Where they parted first"):  # fmt: skip
        assert words in leads, words
        assert words in students, words


def test_a_game_that_people_still_play_stays_veiled(tmp_path: Path, run: Run) -> None:
    game = to_the_bridge(fresh(save=tmp_path / "on.toml", commission="closed"))
    hidden = {id for id in game.state.hidden if id}
    game.close()
    done = run("report", "on", "-o", "on.html", "--redact")
    assert done.returncode == 1
    assert "not over" in done.stderr
    page = Path("on.html").read_text()
    assert "This is what everybody could see" in page
    assert "Put the badge down" not in page
    assert "How it felt" not in page
    for told_of in ("What was hidden", "The ledger", *(game.scenario.objectives[id].text for id in hidden)):
        assert told_of not in page
    assert not list(tmp_path.glob("*redacted*"))


def test_of_a_class_the_sound_games_are_told_and_the_rest_named(tmp_path: Path, run: Run, game: Path) -> None:
    for n in range(4):
        (tmp_path / f"table-{n}.toml").write_bytes(game.read_bytes())
    (tmp_path / "cut.toml").write_bytes(game.read_bytes()[:-2000])
    (tmp_path / "bad.toml").write_text("no save")
    names = [*(f"table-{n}" for n in range(4)), "cut", "bad", "sample", "none"]
    saves = [name if name in ("sample", "none") else f"{name}.toml" for name in names]
    done = run("report", *saves, "-o", "class", "--analysis", "none")
    assert done.returncode == 1
    for name in ("cut", "bad", "sample", "none"):
        assert f"{name}: " in done.stderr, name
    page = Page(Path("class/instructor.html").read_text())
    assert "The games beside each other" in page.text
    assert all(f"table-{n}" in page.text for n in range(4))
    assert "An Offer" not in page.text
    students = Page(Path("class/students.html").read_text()).text
    marks = [criterion.text for criterion in played().scenario.criteria.values()]
    assert marks
    assert [text for text in marks if text not in page.text or text in students] == []
    assert run("report", "bad.toml", "-o", "bad.html").returncode == 1
    assert not Path("bad.html").exists()


def test_nothing_is_written_over_anything_and_nothing_half(
    tmp_path: Path, run: Run, game: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = tmp_path / "mine.html"
    mine.write_text("mine")
    assert "--force" in run("report", game, "-o", mine).stderr
    assert run("report", game, "-o", "no/folder.html").stderr.startswith("There is no folder")
    assert run("report", game, "-o", game).returncode == 2
    assert run("report", "-o", "x.html").returncode == 2

    def full(path: Path, *_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    assert run("report", game, "-o", "out", "--analysis", "none").stderr.endswith(
        "No space left on device.\n"
    )
    assert not list((tmp_path / "out").iterdir())
    assert mine.read_text() == "mine"


def test_a_redacted_save_verifies_and_has_no_word_of_anybody(wordy: Path, tmp_path: Path, run: Run) -> None:
    done = run("report", wordy, "-o", "paper", "--redact", "--analysis", "none")
    assert done.returncode == 0, done.stderr
    copy = tmp_path / "paper" / "wordy-redacted.toml"
    assert run("verify", copy).returncode == 0
    before, after = GameLog.read(wordy), GameLog.read(copy)
    assert [r.closing and r.closing.tracks for r in before.turns] == [
        r.closing and r.closing.tracks for r in after.turns
    ]
    assert before.end().scores[0].score == after.end().scores[0].score
    assert after.turns[0].orders["halden"].letters[0].text.startswith("(")
    papers = [Path("paper", f"{whose}.html").read_text() for whose in ("instructor", "students")]
    assert all("Course 1" in text and "(1 word)" in text for text in papers), "as many words as there were"
    records = "".join(str(record.body) for record in read(copy).records) + "".join(papers)
    header = read(copy).header
    for words in (
        "alert",
        "AAA",
        "Ada",
        "Aloud",
        "It is time",
        "Team halden",
        "leader",
        "Flood",
    ):
        assert words not in records + str(header["seats"]), words
    assert "'sealed'" not in records, "what is sealed has the words in it"
    game = Game.resume(copy)
    assert not game.unlocks("halden", "1234")
    game.close()
    on = tmp_path / "on.toml"
    fresh(save=on).close()
    with pytest.raises(GameError, match="not over"):
        redacted_save(on)


HARMLESS = {
    "id", "bound", "sealed", "pin", "dice", "nonce", "parent", "salt", "key", "seed", "code", "policy",
    "card",
    "because", "why", "phase", "Fixed.seat", "Fixed.who", "Fixed.what",
}  # fmt: skip
"""Fields of text that no person writes, or that are made anew."""


def test_every_text_of_a_record_is_told_of() -> None:
    """A new field of text has to say for whom it is, else a redacted save would keep it."""

    def texts(kind: Any, seen: set[Any]) -> None:
        for inner in get_args(kind):
            texts(inner, seen)
        if has(kind) and kind not in seen:
            seen.add(kind)
            for field in fields(resolve_types(kind)):
                if str in (field.type, *get_args(field.type)) and not is_id(field.type):
                    name = f"{kind.__name__}.{field.name}"
                    assert (kind, field.name) in WORDS or {field.name, name} & HARMLESS, name
                texts(field.type, seen)

    seen: set[Any] = set()
    for kind in KINDS.values():
        texts(kind, seen)


def test_the_words_of_a_kind_go_and_the_others_stay(wordy: Path) -> None:
    game = GameLog.read(wordy)
    less = without_words(game, "private", "names")
    assert less.setups["halden"].team == "Team halden"
    assert game.setups["halden"].players not in str(less.setups)
    assert [note.text for note in less.statements] == [note.text for note in game.statements]
    assert not less.notes
    assert game.notes
    assert less.verify() == []
