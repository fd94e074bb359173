"""Wrong scenarios give one readable list, in time, with exact lines; good ones load whole."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.bounds import bounded
from tests.posix import posix
from wargame.scenario import (
    Problem,
    ScenarioErrors,
    check,
    files,
    from_document,
    load,
    load_with_document,
    resolved_document,
)
from wargame.scenario.documents import Document
from wargame.scenario.errors import Finding
from wargame.scenario.files import ITEMS
from wargame.scenario.lint.numbers import TURNS

MINI = Path(__file__).parents[1] / "scenarios" / "mini.toml"
TEXT = MINI.read_text(encoding="utf-8")
JARGON = re.compile(
    r"\b(dict|list\[|str|int|bool|float|tuple|None|NoneType|attribute|class|cattrs|attrs|Exception|Error|"
    r"TypeError|KeyError|structur\w*|validat\w*|hook|instance|object|TOMLDecode\w*|Traceback|ast)\b"
)

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write(text: str | bytes, name: str = "x.toml") -> Path:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


def line_of(text: str, start: str) -> int:
    """The line of the only row that starts so."""
    rows = [n for n, row in enumerate(text.split("\n"), 1) if row.startswith(start)]
    assert len(rows) == 1, (start, rows)
    return rows[0]


def errors(path: Path) -> list[Problem]:
    """All problems of a file that can't be loaded: within bounds, the same by both ways, without jargon."""
    with bounded(), pytest.raises(ScenarioErrors) as caught:
        load(path)
    problems = list(caught.value.problems)
    told = [problem for problem in check(path) if problem.severity == "error"]
    assert {str(p) for p in told} == {str(p) for p in problems}
    assert problems
    for problem in problems:
        assert problem.message
        assert not JARGON.search(f"{problem.message} {problem.hint}"), problem
    assert str(caught.value).count("\n") == len(problems) - 1
    return problems


def test_a_good_scenario_has_no_problems() -> None:
    assert check(MINI) == []
    scenario = load(MINI)
    assert scenario.title == "The Korrin Dam"
    assert scenario.tracks["trust"].id == "trust"
    assert scenario.moves["fill_on"].options["volume"].choices["loud"].id == "loud"
    assert scenario.tracks["trust"].drift[1].add == "-3"
    assert scenario.terms["fast_fill"].worth == {"halden": "7", "sarvia": "-6"}
    assert scenario.events["melt"].on is not None
    assert scenario.map.art.split("\n")[0] == "      /\\ Tarn hills"


def test_a_document_is_the_scenario() -> None:
    scenario, document = load_with_document(MINI)
    assert resolved_document(MINI) == document
    before = repr(document)
    assert from_document(document) == scenario
    assert repr(document) == before
    document["moves"]["patrol"]["stage"] = "nowhere"
    with pytest.raises(ScenarioErrors, match="no stage called nowhere"):
        from_document(document)


def test_mark_of_order_and_line_ends_are_accepted(write: Write) -> None:
    assert load(write("\ufeff" + TEXT.replace("\n", "\r\n"))) == load(MINI)


def test_hidden_characters_do_not_come_in(write: Write) -> None:
    text = TEXT.replace('title = "The Korrin Dam"', 'title = "The \\u001b[2JKorrin\\u202e Dam"')
    assert load(write(text)).title == "The [2JKorrin Dam"


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a = 1\nb = = 2\n", 2, "one = too many"),
        ("a = 1\nb = !\n", 2, "This is no value"),
        ("a = 1\n[x\n", 2, r"closing \]"),
        ("a = 1\nwhat is this\n", 2, "After a key"),
        ("a = 1\n[x]\ny = 1\n[x]\n", 4, "already, in line 2"),
        ('a = "x\nb = 1\n', 1, "closing quotation mark"),
        ('a = """x\nb = 1\n', 1, "not closed"),
        ("a = 1\na = 2\n", 2, "value already"),
        ("a = [1, 2\nb = 3\n", 1, "not closed"),
        ("a = [1 2]\n", 1, "comma is missing"),
        ('a = "C:\\dir"\n', 1, "written twice"),
        ("a = 2020-02-31\n", 1, "no such date"),
        ("a = 1 b = 2\n", 1, "left over"),
        ("a = 1\n\xff", 2, "not UTF-8"),
        ("a = " + "9" * 5000, 0, "too long"),
        ("a = " + "[" * 4000, 0, "too deeply"),
        ("x" * 9000 + " = 1", 1, "longer than 8,192"),
        ("a = 1\n" * 10_001, 10_001, "more than 10,000 lines"),
        ("a = 1\n" + ".".join("abcdefghij") + " = 1\n", 2, "more than 8 dots"),
        ("a = 1\nb = {" + "c." * 9 + "d = 1}\n", 2, "more than 8 dots"),
        ("#" * 700_000, 0, "larger than 640 KiB"),
    ],
)
def test_what_is_not_toml(write: Write, text: str, line: int, words: str) -> None:
    (problem,) = errors(write(text.encode("latin-1")))
    assert problem.line == line
    assert re.search(words, f"{problem.message} {problem.hint}")


def test_lists_and_turns_have_an_end(write: Write) -> None:
    effects = ", ".join(f'"tension += {n}"' for n in range(1, ITEMS + 1))
    found = TEXT.replace('effects = ["', f'effects = [\n{effects},\n"', 1)
    (problem, *_) = errors(write(found))
    assert problem.message == f"This list is longer than {ITEMS} items."
    days = "".join(
        f"[[calendar]]\nstart = {2040 + n}-01-01\nend = {2040 + n}-01-02\ntitle = 'x'\n" for n in range(TURNS)
    )
    told = [problem.message for problem in errors(write(TEXT + days))]
    assert f"A game has at most {TURNS} turns." in told


def test_five_megabytes_of_nesting(write: Write) -> None:
    (problem,) = errors(write("a = " + "[" * 5_000_000))
    assert "larger than" in problem.message


@pytest.mark.parametrize(
    "text",
    [
        "".join(f"x{i} = {'[' * 400}{']' * 400}\n" for i in range(600)),
        "".join(f"x{i} = {'{a.b.c.d=' * 100}1{'}' * 100}\n" for i in range(500)),
        "".join(f"[a.b.c.d.e.f.g.x{i}]\n" for i in range(9_990)),
        "".join(f"[tracks.x{i}]\nnme = 1\n" for i in range(4_900)),
        "".join(f"[tracks.t{i}]\nname = 'x'\nstart = 1\n" for i in range(1_500))
        + "[verdict]\nfactors = ["
        + ",\n".join(f"{{ add = 'trick{i}' }}" for i in range(3_000))
        + "]\n",
    ],
    ids=["arrays", "inline tables", "headers", "unknown keys", "unknown names"],
)
def test_crafted_files_are_refused(write: Write, text: str) -> None:
    problems = errors(write(text))
    assert len(problems) <= 202


def test_depth_numbers_and_texts_have_bounds(write: Write) -> None:
    deep = "x = " + "[" * 12 + "]" * 12
    text = f'format = nan\nminutes = 99999999999\nbrief = "{"x" * 5_000}"\ntitle = 07:30:00\n{deep}\n'
    problems = [(problem.line, problem.message) for problem in errors(write(text))]
    for line, words in [
        (1, "Numbers go from"),
        (2, "Numbers go"),
        (4, "no time of day"),
        (5, "deeper than 10"),
    ]:
        assert any(at == line and words in message for at, message in problems)


@posix
def test_a_pipe_is_no_scenario(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.toml")
    (problem,) = errors(tmp_path / "pipe.toml")
    assert "not an ordinary file" in problem.message


def test_files_that_are_none(tmp_path: Path) -> None:
    (tmp_path / "folder.toml").mkdir()
    for name, words in [
        ("folder.toml", "folder"),
        ("missing.toml", "no such scenario"),
        ("a\0b", "can't be the name|no such"),
        ("x" * 5000, "can't be the name|no such"),
    ]:
        (problem,) = errors(tmp_path / name)
        assert re.search(words, problem.message), name


def test_all_misfits_are_told_at_once_with_their_lines(write: Write) -> None:
    text = (
        TEXT.replace("minutes = 40", 'minutes = "forty"')
        .replace("start = 2031-04-15", 'start = "15 April"')
        .replace('mark = "★"\n', "")
        .replace('severity = "violent"', 'severity = "violant"')
        .replace("cost = 2", "coost = 2")
        .replace('effects = ["clear mobilised", "tension -= 2"]', 'effects = "clear mobilised"')
        .replace('default = ["publish_gauge"]', "default = [1]")
        .replace("[objectives.light]", "[objectives.Light-1]")
        .replace('odds = "60"', "odds = [60]")
        .replace('[map]\nart = """', '[map]\nscale = 3\nart = """')
    )
    found = {problem.path: problem for problem in errors(write(text))}
    expected = {
        "minutes": ("minutes =", "has to be a whole number, but it is a text"),
        "calendar[3].start": ('start = "15', "has to be a date, but it is a text"),
        "seats.sarvia": ("[seats.sarvia]", "mark is missing"),
        "moves.seize_bridge.severity": ('severity = "violant"', "has to be one of"),
        "moves.sell_power.coost": ("coost", "not known here"),
        "moves.stand_down.success.effects": ('effects = "clear', "has to be a list, but it is a text"),
        "seats.commission.default[1]": ("default = [1]", "has to be a text, but it is a whole number"),
        "objectives.Light-1": ("[objectives.Light-1]", "can't be an id"),
        "moves.protest.odds": ("odds = [60]", "has to be an expression, but it is a list"),
        "map.scale": ("scale", "not known here"),
    }
    assert set(found) == set(expected)
    for path, (start, words) in expected.items():
        assert found[path].line == line_of(text, start), path
        assert words in found[path].message
    assert found["moves.sell_power.coost"].hint == "Did you mean cost?"
    assert found["moves.seize_bridge.severity"].hint == "Did you mean violent?"


def test_expressions_are_checked_though_the_shape_is_wrong(write: Write) -> None:
    text = TEXT.replace("minutes = 40", "minuts = 40").replace('add = "trust // 5"', 'add = "trsut // 5"')
    found = {problem.path: problem for problem in errors(write(text))}
    assert set(found) == {"minuts", "moves.sell_power.factors[1].add"}
    assert found["moves.sell_power.factors[1].add"].line == line_of(text, '    { add = "trsut')
    assert "Did you mean trust?" in found["moves.sell_power.factors[1].add"].hint


def test_every_error_is_told_though_the_shape_is_wrong(write: Write) -> None:
    """What does not fit hides nothing else, and nothing is told twice or only because of it."""
    text = (
        TEXT.replace("minutes = 40", "minutes = 40\nminuts = 40")
        .replace('add = "trust // 5"', 'add = "trsut + nosuch(1)"')
        .replace("start = 35", "start = 999", 1)
        .replace("start = 2031-04-15", "start = 2031-06-15")
        .replace("on = 2031-03-30", "on = 2039-03-30")
        .replace('mark = "★"\n', "")
        .replace('stage = "force"', 'stage = "farce"', 1)
    )
    found = [(problem.path, problem.message) for problem in errors(write(text))]
    assert sorted(found) == [
        ("calendar[3].end", "This turn ends before it starts, on 2031-06-15."),
        ("events.rumour.on", "2039-03-30 lies in no turn."),
        ("minuts", "This key is not known here."),
        ("moves.patrol.stage", "There is no stage called farce."),
        ("moves.sell_power.factors[1].add", "There is no function called nosuch."),
        ("moves.sell_power.factors[1].add", "There is no track called trsut."),
        ("seats.sarvia", "mark is missing."),
        ("tracks.trust.start", "start has to lie between 0 and 100."),
    ]


def test_a_value_out_of_bounds_is_told_once(write: Write) -> None:
    text = TEXT.replace("start = 35", "start = 99999999999", 1).replace(
        "on = 2031-03-30", "on = 2031-03-30T07:00:00"
    )
    found = [(problem.path, problem.message) for problem in errors(write(text))]
    assert [path for path, _ in found] == ["tracks.trust.start", "events.rumour.on"]


def test_an_empty_file_says_what_is_missing(write: Write) -> None:
    messages = [str(problem) for problem in errors(write(""))]
    assert any("title is missing. Add title" in message for message in messages)
    assert any("tracks is missing. Add a table [tracks.x]" in message for message in messages)
    assert any("calendar is missing. Add [[calendar]]" in message for message in messages)


class TestExtends:
    """Files that build on others."""

    def test_tables_merge_and_all_else_is_replaced(self, write: Write) -> None:
        write(TEXT, "base.toml")
        path = write(
            'extends = "base"\ndrop = ["moves.rebuke", "terms.fast_fill", "cards.name"]\nminutes = 20\n'
            'stages = ["works", "words", "force"]\n[tracks.trust]\nstart = 60\n'
            '[terms.slow_fill]\nexcludes = []\n[tracks.mud]\nname = "Mud"\nstart = 3\n'
        )
        scenario = load(path)
        assert (scenario.minutes, scenario.title) == (20, "The Korrin Dam")
        assert (scenario.tracks["trust"].start, scenario.tracks["trust"].name) == (60, "Trust")
        assert scenario.stages == ("works", "words", "force")
        assert "rebuke" not in scenario.moves
        assert list(scenario.tracks)[-1] == "mud"
        document = resolved_document(path)
        assert not {"extends", "drop"} & set(document)
        assert from_document(document) == scenario

    def test_problems_name_the_file_and_line_they_stand_in(self, write: Write) -> None:
        base = TEXT.replace("cost = 2", "coost = 2")
        write(base, "base.toml")
        text = 'extends = "base"\n\n[moves.sell_power]\nodds = "trst"\n\n[moves.patrol]\nnam = "x"\n'
        path = write(text)
        found = {(problem.file, problem.line, problem.path) for problem in errors(path)}
        assert found == {
            ("base.toml", line_of(base, "coost"), "moves.sell_power.coost"),
            (str(path), 4, "moves.sell_power.odds"),
            (str(path), 7, "moves.patrol.nam"),
        }

    def test_dropping_what_others_need_is_told(self, write: Write) -> None:
        write(TEXT, "base.toml")
        path = write('extends = "base"\ndrop = ["moves.hold_levels"]\n')
        paths = {problem.path for problem in errors(path)}
        assert {"seats.halden.default[1]", "terms.slow_fill.performed_by[1]"} <= paths

    def test_what_is_written_to_add_to_a_list_and_replaces_it_is_told(self, write: Write) -> None:
        write(TEXT, "base.toml")
        factor = 'add = -10\nwhen = "ordered(\'patrol\')"\nbecause = "boots"\n'
        path = write(f'extends = "base"\n\n[[moves.sell_power.factors]]\n{factor}')
        (problem,) = check(path)
        assert (problem.severity, problem.line) == ("warning", 3)
        at = line_of(TEXT, '    { add = "trust // 5"') - 1
        assert f"the 4 that base.toml has from line {at} on" in problem.message
        assert "[[add.moves.sell_power.factors]]" in problem.hint
        assert '"moves.sell_power.factors" in drop' in problem.hint
        assert len(load(path).moves["sell_power"].factors) == 1
        for head in ('drop = ["moves.sell_power.factors"]\n\n[[moves', "\n[[add.moves"):
            assert check(write(f'extends = "base"\n{head}.sell_power.factors]]\n{factor}')) == []
        listed = f"{{ {factor.strip().replace(chr(10), ', ')} }}"
        assert check(write(f'extends = "base"\n[moves.sell_power]\nfactors = [{listed}]\n')) == []

    def test_lists_can_be_added_to(self, write: Write) -> None:
        write(TEXT, "base.toml")
        text = (
            'extends = "base"\ndrop = ["moves.rebuke.success.effects"]\n'
            '[moves.patrol.success]\ntext = "Boots."\n'
            '[add.moves.patrol.success]\neffects = ["tension += 1"]\n'
            '[add.moves.rebuke.success]\neffects = ["standing += 9"]\n'
            '[[add.moves.sell_power.factors]]\nadd = -10\nbecause = "boots"\n'
        )
        scenario = load(write(text, "more.toml"))
        assert scenario.moves["patrol"].success.text == "Boots."
        assert scenario.moves["patrol"].success.effects == ("set mobilised", "trust -= 5", "tension += 1")
        assert scenario.moves["rebuke"].success.effects == ("standing += 9",)
        assert [factor.because for factor in scenario.moves["sell_power"].factors][-2:] == [
            "Halden's word",
            "boots",
        ]
        again = write('extends = "more"\n[[add.moves.sell_power.factors]]\nadd = "trst"\nbecouse = "x"\n')
        found = {(problem.file, problem.line, problem.path) for problem in errors(again)}
        assert found == {
            (str(again), 3, "moves.sell_power.factors[6].add"),
            (str(again), 4, "moves.sell_power.factors[6].becouse"),
        }

    def test_wrong_additions(self, write: Write) -> None:
        write(TEXT, "base.toml")
        text = (
            'extends = "base"\n[add.moves.patrl.success]\neffects = ["set survey"]\n'
            '[add.moves.rebuke]\nname = ["x"]\nseat = 3\n'
        )
        found = [(p.line, p.path, f"{p.message} {p.hint}") for p in errors(write(text))]
        assert [(line, path) for line, path, _ in found] == [
            (2, "add.moves.patrl"),
            (5, "add.moves.rebuke.name"),
            (6, "add.moves.rebuke.seat"),
        ]
        assert "Did you mean patrol?" in found[0][2]
        assert "is no list" in found[1][2]
        assert "add needs extends" in str(errors(write(TEXT + "\n[[add.calendar]]\n")))

    def test_cycles_are_told_with_their_path(self, write: Write) -> None:
        write('extends = "b"\n', "a.toml")
        write('\nextends = "c"\n', "b.toml")
        (problem,) = errors(write('extends = "a"\n', "c.toml"))
        assert problem.message == "The scenario builds on itself: c → a → b → c."
        assert (problem.file, problem.line) == ("b.toml", 2)
        (problem,) = errors(write('extends = "self"\n', "self.toml"))
        assert "self → self" in problem.message

    def test_endless_chains_are_cut(self, write: Write) -> None:
        for i in range(12):
            path = write(f'extends = "c{i - 1}"\n' if i else TEXT, f"c{i}.toml")
        (problem,) = errors(path)
        assert "More than 4" in problem.message

    @pytest.mark.parametrize("name", ['"../base"', '"/etc/passwd"', '"base.toml"', "3", '""', '"a b"'])
    def test_only_names_are_taken(self, write: Write, name: str) -> None:
        write(TEXT, "base.toml")
        (problem,) = errors(write(f"extends = {name}\n"))
        assert "needs the name of a scenario" in problem.message

    def test_wrong_drops(self, write: Write) -> None:
        write(TEXT, "base.toml")
        text = 'extends = "base"\ndrop = [\n"moves.patrl",\n3,\n"title.x",\n"",\n]\n'
        found = [(p.line, p.message, p.hint) for p in errors(write(text))]
        assert found[0] == (3, "Nothing called moves.patrl is inherited.", "Did you mean moves.patrol?")
        assert [line for line, *_ in found] == [3, 4, 5, 6]
        (problem,) = errors(write('extends = "base"\ndrop = "moves.patrol"\n'))
        assert "has to be a list" in problem.message
        assert "drop needs extends" in str(errors(write('drop = ["moves.x"]\n' + TEXT)))

    def test_the_nearest_name_is_told(self, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
        path = write('extends = "mimi"\n')
        (path.parent / "scenarios").mkdir()
        write(TEXT, "scenarios/mini.toml")
        monkeypatch.chdir(path.parent)
        (problem,) = errors(path)
        assert problem.hint == "Did you mean mini?"
        assert load(write('extends = "mini"\n')).title == "The Korrin Dam"


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_any_damage_gives_words_or_a_scenario(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    rows = TEXT.split("\n")
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(rows) - 1))
        row = rows[at]
        cut = data.draw(st.integers(0, len(row)))
        insert = data.draw(
            st.sampled_from(["", '"', "]", "}", "[", "=", "x", "\\", "1", "'", "\n", ".", "-"])
        )
        rows[at] = row[:cut] + insert + row[cut + data.draw(st.integers(0, 3)) :]
    path = tmp_path_factory.getbasetemp() / "damaged.toml"
    path.write_text("\n".join(rows), encoding="utf-8")
    for problem in check(path):
        assert problem.message
        assert not JARGON.search(problem.message)


def test_the_values_of_a_file_and_of_what_it_builds_on_are_counted_before_it_is_read(write: Write) -> None:
    """On both sides of the limit."""
    most = files.SIGNS - files.signs_in(TEXT)
    full = TEXT + "".join("#" + "{" * min(6000, most - n) + "\n" for n in range(0, most, 6000))
    assert files.signs_in(full) == files.SIGNS
    assert load(write(full, "full.toml")) == load(MINI)
    (problem,) = errors(write(full + "#,\n"))
    assert "more values than a scenario" in problem.message
    (problem,) = errors(write('extends = "full"\n', "more.toml"))
    assert problem.file.endswith("full.toml")
    assert "with what it builds on" in problem.message


@pytest.mark.parametrize(
    "text",
    [
        "a = [" + "9999999999, " * 300 + "]\n" + "b = [" + "10:00:00, " * 300 + "]\n",
        'extends = "mini"\ndrop = [' + '"moves.x", ' * 600 + "]\n",
        "".join(f"strange{n} = 1\n" for n in range(600)),
        "".join(f'[moves.m{n}]\nseet = "x"\n' for n in range(400)),
    ],
)
def test_of_very_many_faults_few_are_looked_for(
    text: str, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Finding] = []

    def locate(self: Document, found: Finding) -> Problem:
        asked.append(found)
        return Problem("x", 0, "", found.message)

    monkeypatch.setattr(Document, "locate", locate)
    write(TEXT, "mini.toml")
    assert len(check(write(text))) == 201
    assert len(asked) <= 500
