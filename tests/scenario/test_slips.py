"""What a scenario's author changes by a slip is told: where it stands, what is wrong, what would be right."""

from __future__ import annotations

from pathlib import Path

import pytest

from wargame.scenario import Problem, check, load

TEXT = (Path(__file__).parents[1] / "scenarios" / "mini.toml").read_text(encoding="utf-8")


def told(folder: Path, *changes: tuple[str, str]) -> tuple[list[Problem], int]:
    """The problems of the example with something written otherwise, and the line of the last change."""
    text = TEXT
    for old, new in changes:
        assert text.count(old) == 1, old
        at = text.index(old)
        line = text.count("\n", 0, at) + new.count("\n") + 1
        text = text.replace(old, new)
    path = folder / "x.toml"
    path.write_text(text, encoding="utf-8")
    return check(path), line


def only(folder: Path, words: str, *changes: tuple[str, str]) -> None:
    """That and nothing else is told, in its line; it is doubtful, and the scenario can be played."""
    (problem,), line = told(folder, *changes)
    assert words in f"{problem.message} {problem.hint}"
    assert problem.line == line
    assert problem.severity == "warning"
    assert load(folder / "x.toml")


PATROL = 'stage = "force"\nodds = "80"'


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (PATROL, 'stage = "force"\nodds = 155', "These odds are 155; they go from 3 to 97 percent."),
        (PATROL, 'stage = "force"\nodds = -15', "These odds are -15"),
        (PATROL, 'stage = "force"\nodds = 0.55', "0.55 is less than one percent. Write 55 for 55 %."),
        (PATROL, 'stage = "force"\nodds = "0.4 if flag(\'survey\') else 0.55"', "Write 55 for 55 %."),
        (PATROL, 'stage = "force"\nodds = 2', "These odds are 2; they go from 3 to 97"),
        ('odds = "60"\nfactors = [{ add = 15', 'odds = "-60"\nfactors = [{ add = 15', "from -60 to -45"),
        ('leak = "25"', "leak = 300", "These odds are 300; they go from 0 to 100"),
        ('leak = "25"', 'leak = "300 + tension"', "from 300 to 308"),
        ('leak = "25"', "leak = \"300 + word_kept('sarvia')\"", "These odds are 300 or more;"),
        ('leak = "25"', "leak = 0.25", "Write 25 for 25 %."),
        ('odds = "50"\nrepeat', 'odds = "250"\nrepeat', "These odds are 250"),
        ('slip = "4 * height"', 'slip = "40 * height"', "On rung 3 it has come to more than 100"),
        ('[durability]\nodds = "40"', '[durability]\nodds = "0.4"', "Write 40 for 40 %."),
        ('odds = "30"\nfactors = [{ add = 30', 'odds = "130"\nfactors = [{ add = 30', "from 130 to 160"),
        ("{ add = 10, when = \"letter", "{ add = 0.1, when = \"letter", "0.1 is rounded to 0."),
        ('effects = ["harvest += 2"]', 'effects = ["harvest += 0.2"]', "0.2 is rounded to 0."),
        ('effects = ["harvest += 2"]', 'effects = ["harvest += 200"]', "changes it by 200, but harvest goes"),
        ('effects = ["trust = 0"', 'effects = ["trust = 101"', "puts it at 101, but trust goes"),
        ("worth = { halden = 7,", "worth = { halden = 70,", "A worth of 70: it goes from about -10 to 10."),
        ("turn_minutes = 5", "turn_minutes = 300", "longer than the lesson of 40 minutes"),
        ("turn_minutes = 5", "open_table = 2\nturn_minutes = 9", "9 minutes are 36, and 6 of open table"),
        ("moves = 1\nmay_sign", "moves = 10\nmay_sign", "This seat has 3 moves"),
        ("within = 1", "within = 9", "The game has 4 turns."),
        ("expires = 2", "expires = 20", "The game has 4 turns."),
        ("spread = 10", "spread = 150", "as wide as the track"),
    ],
)  # fmt: skip
def test_a_number_out_of_its_natural_range_is_told(tmp_path: Path, old: str, new: str, words: str) -> None:
    problems, line = told(tmp_path, (old, new))
    below = new.endswith(("repeat", "may_sign")) or "\nfactors" in new
    assert [problem.severity for problem in problems] == ["warning"]
    assert words in f"{problems[0].message} {problems[0].hint}"
    assert problems[0].line == line - below


@pytest.mark.parametrize(
    ("condition", "why"),
    [
        ("turn > 4", "This never holds: turn goes from 1 to 4."),
        ("turn > turns", "This never holds: turn goes from 1 to 4"),
        ("harvest < 0", "This never holds: harvest goes from 0 to 100."),
        ("harvest < 55 and tension > 8", "This never holds"),
        ("harvest < 55 or tension > 8", "This never holds: tension goes from 0 to 8. Here: tension > 8"),
        ("before('2031-03-21')", "the turns end from 2031-03-21 to 2031-05-31."),
        ("after('2031-05-11')", "the turns start from 2031-03-01 to 2031-05-10."),
        ("flag('mobilised') and not flag('mobilised')", "This never holds."),
        ("harvest > 60 and harvest < 40", "This never holds."),
        ("done('rebuke') > 1", "This never holds: done('rebuke') goes from 0 to 1."),
        ("done('patrol') > 4", "This never holds: done('patrol') goes from 0 to 4."),
        ("party('commission')", "This never holds: party('commission') can't be."),
        ("letter('halden', 'halden')", "This never holds"),
        ("will('sarvia', 'fill_on')", "This never holds"),
        ("survived() > 0", "This never holds"),
        ("harvest >= 0", "This always holds: harvest goes from 0 to 100."),
        ("turn >= 1", "This always holds: turn goes from 1 to 4."),
        ("flag('survey') or not flag('survey')", "This always holds."),
        ("after('2031-03-01')", "This always holds"),
    ],
)
def test_a_condition_that_never_or_always_holds_is_told(tmp_path: Path, condition: str, why: str) -> None:
    only(tmp_path, why, ('when = "harvest < 40"', f'when = "{condition}"'))


def test_conditions_inside_of_other_texts_are_told_too(tmp_path: Path) -> None:
    never = "This never holds: harvest goes from 0 to 100. Here: harvest > 100"
    for old, new in [
        ('"harvest += 2"', '"harvest += 2 if harvest > 100 else 1"'),
        ('"tension -= 1"] }', '"tension -= 1 when trust > 3 and harvest > 100"] }'),
        ("halden = \"4 + (2 if tension >= 4 else 0)\"", "halden = \"4 + (2 if harvest > 100 else 0)\""),
        ('answer = "flag(\'gates_closed\')"', 'answer = "flag(\'gates_closed\') or harvest > 100"'),
    ]:  # fmt: skip
        problems, _ = told(tmp_path, (old, new))
        assert [problem.severity for problem in problems] == ["warning"]
        assert never.removesuffix(" Here: harvest > 100") in str(problems[0])


def test_needs_that_exclude_each_other_are_told(tmp_path: Path) -> None:
    only(
        tmp_path,
        "Together with the needs before it this never holds, so the move can never be ordered.",
        (
            "{ when = \"turn > 1 and not agreed('slow_fill')\", because",
            "{ when = \"turn > 1 and not flag('mobilised')\", because",
        ),
    )
    need = 'needs = [{ when = "trust > 100", because = "nobody would believe it" }]'
    only(
        tmp_path,
        "the term can never be signed: trust goes from 0 to 100.",
        ('needs = [{ when = "trust >= 20", because = "nobody would believe it" }]', need),
    )


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("worth = { halden = 7, sarvia = -6 }", "worth = {}", "worth something to nobody"),
        ("worth = { halden = 7, sarvia = -6 }", "worth = { sarvia = -6 }", "worth something to nobody"),
        ('by = ["halden", "sarvia"]', "by = []", "Nobody has to perform this term"),
        (
            'performed_by = ["hold_levels"]',
            'performed_by = ["patrol"]',
            "sarvia doesn't have to perform this",
        ),
        ('broken_by = ["fill_on"]', 'broken_by = ["hold_levels"]', "hold_levels keeps this term"),
        ('broken_by = ["patrol", "seize_bridge"]', "broken_by = []", "Nothing breaks this term."),
        (
            'requires = ["slow_fill"]',
            'requires = ["slow_fill", "fast_fill"]',
            "fast_fill and slow_fill, which",
        ),
    ],
)
def test_a_term_that_nobody_wants_or_can_perform_is_told(
    tmp_path: Path, old: str, new: str, words: str
) -> None:
    problems, _ = told(tmp_path, (old, new))
    assert [problem.severity for problem in problems] == ["warning"]
    assert words in str(problems[0])


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('score = "harvest"', 'score = "1000 - harvest"', "This score is from 900 to 1000"),
        ('score = "harvest"', 'score = "-harvest"', "This score is from -100 to 0"),
        ('score = "harvest"', 'score = "10 * harvest"', "This score is from 0 to 1000"),
        ('score = "harvest"', 'score = "harvest / 100"', "multiply it by 100"),
        ('score = "harvest"', 'score = "harvest // 2"', "the line is drawn at 60: met is never told"),
        ('score = "harvest"', 'score = "60 + harvest // 3"', "missed is never told"),
        ('base = "50"', 'base = "500"', "The verdict with all factors is from 427 to 545"),
    ],
)  # fmt: skip
def test_a_score_that_leaves_its_range_is_told(tmp_path: Path, old: str, new: str, words: str) -> None:
    only(tmp_path, words, (old, new))


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('when = "harvest <= 5"', 'when = "harvest <= 5 and harvest > 9"', "This never holds."),
        ('when = "survived() > 0"\nheadline', 'when = "tension >= 8"\nheadline', "reached: war before it"),
        ('when = "signed() > 0"\ntext', 'when = "survived() > 3"\ntext', "never reached: treaty before it"),
        ("when = \"escalation('all') > 20\"", "when = \"survived() == 0\"", "whose own when excludes it"),
        ('when = "tension >= 8"\n', 'when = "tension >= 0"\n', "the game ends in its first turn"),
        ('cap = 40\n', 'cap = 40\nclaims = ["harvest > 50"]\n', "whose own when excludes it"),
    ],
)  # fmt: skip
def test_an_ending_that_contradicts_itself_or_those_before_it_is_told(
    tmp_path: Path, old: str, new: str, words: str
) -> None:
    problems, _ = told(tmp_path, (old, new))
    assert words in " ".join(map(str, problems))
    assert all(problem.severity == "warning" for problem in problems)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("odds = 55 %\n", 1, "A number has no % sign. Write 55."),
        ("f = { add = 5%, because = 'x' }\n", 1, "A number has no % sign. Write 5."),
        ("on = 27 May 1999\n", 1, "A date is written year-month-day. Write 1999-05-27."),
        ("on = May 27th, 1999\n", 1, "Write 1999-05-27."),
        ("on = 27.05.1999\n", 1, "Write 1999-05-27."),
        ("on = 5/27/1999\n", 1, "Write 1999-05-27."),
        ("on = 05/06/1999\n", 1, "Write 1999-06-05 or 1999-05-06."),
        ("on = 1999-5-7\n", 1, "Write 1999-05-07."),
        ("a = 1\ntitle = \u201cThe Ferry\u201d\n", 2, "word processor's: \u201c Use the straight one"),
        ("t = ['a', \u00abb\u00bb]\n", 1, "word processor's: \u00ab"),
        ("title\u00a0= 'x'\n", 1, "There is a no-break space here."),
        ("title =\u202f'x'\n", 1, "There is a narrow no-break space here."),
        ("title = 'x'\u200b\n", 1, "There is a zero width space here."),
        ("a = 1\nb = '''\nx\n", 2, "The text that begins here with ''' is not closed."),
        ('brief = """\n' + "word\n" * 500 + 'card = """\nx\n"""\n', 1, "It goes on to line 502."),
        ('a = """\nx\n"""\nbrief = """\nword\ncard = """\nOne two.\n"""\nb = 1', 4, "not closed"),
        ("a = 1\nodds = [1,\n2\n[seats.x]\nname = 'x'\n", 2, "The list that begins here with [ is not"),
        ("f = { a = 1,\nb = 2 }\n", 1, "has all of it on one line"),
        ("f = { a = 1, }\n", 1, "Before } there is no comma."),
        ("title = The Ferry\n", 1, 'A text needs quotation marks. Write "The Ferry".'),
        ("title: 'x'\n", 1, "After the key title there must be =, not a colon."),
        ("start date = 1\n", 1, "A key has no blanks in it."),
        ("once = yes\n", 1, "Write true, in small letters."),
        ("once = False\n", 1, "Write false, in small letters."),
        ("n = 0,5\n", 1, "Write 0.5."),
        ("n = 1,000\n", 1, "Write 1000."),
        ("n = 05\n", 1, "Write 5."),
        ("n = .5\n", 1, "Write 0.5."),
        ("n =\n", 1, "After = there must be a value."),
        ("colour = #56B4E9\n", 1, "Texts and colours go in quotation marks."),
        ('t = "He said "no" twice"\n', 1, "which ends it. Write ' inside of it."),
        ("t = 'don't'\n", 1, 'Put the text in ", not in \'.'),
        ("n = 1 // a ferry\n", 1, "A comment begins with #."),
        ('url = "https://example.org" # a ; b\nn = "https://a;b" c\n', 2, "Something is left over"),
        ("[seats north]\n", 1, "no blanks"),
        ("score = 100 - 10 * tension\n", 1, 'needs quotation marks. Write "100 - 10 * tension".'),
        ("when = tension >= 10\n", 1, 'Write "tension >= 10".'),
        ("worth = { halden: 5 }\n", 1, "After the key halden there must be =, not a colon."),
        ("[seats.x]\nmark = 'x'\n[seats.x]\n", 3, "already, in line 1. Each needs an id of its own."),
        ("a = 1\n[seats.x]\nmark = 'x'\nmark = 'y'\n", 4, "seats.x.mark has a value already, in line 3."),
        ("a = 1\nb = 2\na = '''\nx\n'''\n", 3, "a has a value already, in line 1."),
        ("a = { b = 1 }\n[a.c]\n", 2, "This table stands in the file twice."),
        ("n = [1, \u22125]\n", 1, "This minus sign is a word processor's: \u2212 Use the one of"),
        ("odds = 5 \u2013 2\n", 1, "This minus sign is a word processor's: \u2013"),
        ("[glossary]\nrun = many who want\n", 2, 'A text needs quotation marks. Write "many who want".'),
        ("[glossary]\nrun = 'x'\nshow trial = 'y'\n", 3, 'Write "show trial" = and its sentence.'),
        ("[glossary]\nd\u00e9tente = 'y'\n", 2, 'Write "d\u00e9tente" = and its sentence.'),
    ],
)  # fmt: skip
def test_a_slip_of_the_pen_is_told_in_its_true_line_with_its_cure(
    tmp_path: Path, text: str, line: int, words: str
) -> None:
    path = tmp_path / "x.toml"
    path.write_text(text, encoding="utf-8")
    (problem,) = check(path)
    assert words in f"{problem.message} {problem.hint}"
    assert problem.line == line


@pytest.mark.parametrize(
    ("old", "new", "hint"),
    [
        ("moves = 1\nmay_sign", "moves = 2.5\nmay_sign", "Write 2 or 3."),
        ("triumph = 20", "triumph = 0.2", "Percentages are whole: write 20 for 20 %."),
        ("moves = 1\nmay_sign", 'moves = "1"\nmay_sign', "Write it without quotation marks."),
        ("may_sign = false", 'may_sign = "no"', "Write true or false, without quotation marks."),
        ("may_sign = false", "may_sign = 0", "Write true or false."),
        ('title = "Planting"', "title = 2", "Put it in quotation marks."),
        ('title = "Planting"', 'title = ["Planting"]', "Write one text, without square brackets."),
        ('default = ["publish_gauge"]', 'default = "publish_gauge"', "Put it in square brackets."),
        (
            "[cards.dry.choices.march]",
            "[[cards.dry.choices]]",
            "Write a table [cards.dry.choices.x] for",
        ),
        ("[actors.farmers]", "[[actors.farmers]]", "Write [actors.farmers], with single brackets."),
        ("[[seats.halden.record]]", "[seats.halden.record]", "Write [[seats.halden.record]], with two"),
        ("on = 2031-03-05", 'on = "5 March 2031"', "Write it plainly, as in 2020-11-03."),
        ('odds = "60"', "odds = [60]", "Write one number, or one expression in quotation marks"),
    ],
)
def test_the_hint_for_a_wrong_value_is_for_what_stands_there(
    tmp_path: Path, old: str, new: str, hint: str
) -> None:
    problems, _ = told(tmp_path, (old, new))
    assert hint in " ".join(problem.hint for problem in problems)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("55 %", "Leave % out: odds are in percent anyway."),
        ("50 + 5%", "Leave % out"),
        ("(55%)", "Leave % out"),
        ("0,5", "a number has a point"),
        ("5 if trust => 40 else 0", "Write >= or <=."),
        ("5 if trust <> 40 else 0", "Write != for not equal."),
        ("5 if !flag('survey') else 0", "Write not."),
        ("5 if trust > 40 AND turn > 2 else 0", "in small letters"),
        ("if trust > 40 then 5 else 0", "Write it as in 5 if trust >= 40 else 0."),
        ("5 if trust > 40", "Write it as in 5 if trust >= 40 else 0."),
        ("trust > 40 ? 5 : 0", "Write it as in 5 if trust >= 40 else 0."),
        ("5 if flag(survey) else 0", "Write 'survey'."),
    ],
)
def test_a_slip_in_an_expression_is_told_with_its_cure(tmp_path: Path, text: str, hint: str) -> None:
    problems, line = told(tmp_path, ('odds = "60"', f'odds = "{text}"'))
    assert hint in f"{problems[0].message} {problems[0].hint}"
    assert problems[0].line == line


@pytest.mark.parametrize(
    ("old", "new", "lines"),
    [
        ("[moves.patrol.failure]", "[moves.patrl.failure]", [("moves.patrl", "Did you mean patrol?")]),
        ('colour = "#56B4E9"', 'color = "#56B4E9"', [("seats.halden.color", "Did you mean colour?")]),
        ("[debrief]", "[debreif]", [("debreif", "Did you mean debrief?")]),
        (
            'text = "The patrol gets stuck in the mud."',
            'text = "Mud."\nrung = "notes"',
            [("moves.patrol.failure.rung", "It belongs to moves.patrol: write it above [moves.")],
        ),
        (
            'note = "Invented."\n\n[sources.gauge]',
            "minutes = 4\n\n[sources.gauge]",
            [("sources.treaty.minutes", "It belongs to the whole scenario: write it above the first table.")],
        ),
        ('"set survey"', '"survey = true"', [("moves.survey_gauge.success.effects[1]", "Write set survey.")]),
        (
            '"set survey"',
            '"set survey, trust += 1"',
            [("moves.survey_gauge.success.effects[1]", 'a text of its own: ["set survey", "trust += 1"].')],
        ),
        (
            '"set survey"',
            '"tension += 2, trust += 3 when turn > 1"',
            [("moves.survey_gauge.success.effects[1]", '["tension += 2", "trust += 3 when turn > 1"]')],
        ),
        (
            "when = \"ordered('seize_bridge')\"",
            'when = "seize_bridge"',
            [("reactions.call_loan.factors[1].when", "It is a move: write ordered('seize_bridge'), ")],
        ),
        ("[flags.survey]", "[flag.survey]", [("flag", "Did you mean flags?")]),
    ],
)  # fmt: skip
def test_a_slip_is_told_once_where_it_was_made(
    tmp_path: Path, old: str, new: str, lines: list[tuple[str, str]]
) -> None:
    problems, _ = told(tmp_path, (old, new))
    found = [(problem.path, problem.hint) for problem in problems if problem.severity == "error"]
    assert [path for path, _ in found] == [path for path, _ in lines]
    assert all(words in hint for (_, hint), (_, words) in zip(found, lines, strict=True)), found


def test_missing_keys_are_told_in_the_order_of_the_model(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_text(TEXT + '\n[seats.third]\nname = "Third"\n', encoding="utf-8")
    missing = [problem.message.split()[0] for problem in check(path) if problem.path == "seats.third"]
    assert missing[:6] == ["office", "person", "mark", "colour", "aim", "card"]


def test_a_track_with_a_name_of_the_language_is_told_once(tmp_path: Path) -> None:
    text = TEXT.replace("[tracks.standing]", "[tracks.worth]").replace("standing", "worth")
    (tmp_path / "x.toml").write_text(text, encoding="utf-8")
    (problem,) = check(tmp_path / "x.toml")
    assert (problem.path, problem.hint) == ("tracks.worth", "Call it something else, such as worth_level.")


LONG = "Words and words " * 40


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('name = "Sarvia"', f'name = "{LONG[:60]}"', "the list of who plays has room for 24."),
        ('office = "Ministry of Water"', f'office = "{LONG[:120]}"', "has room for 88."),
        ('aim = "Save the planting, lose no face."', f'aim = "{LONG[:500]}"', "has room for 200."),
        (
            'masthead = "The River Post"',
            f'masthead = "{LONG[:90]}"',
            "the head of the front page has room for 60.",
        ),
        ('name = "Shots"', f'name = "{LONG[:45]}"', "the head of the front page has room for 30."),
        (
            'name = "Bread gets dear"',
            f'name = "Bread"\nheadline = "{LONG[:300]}"',
            "the news has room for 120.",
        ),
        ('name = "Korrin gorge"\nx = 1', 'name = "Korrin gorge"\nx = 41', "ends in column 55"),
        ('art = """\n', 'art = """\n' + "~" * 200 + "\n", "The map is 200 columns wide"),
    ],
    ids=["seat", "office", "aim", "masthead", "rung", "headline", "place", "map"],
)
def test_a_text_that_is_longer_than_its_place_is_told(tmp_path: Path, old: str, new: str, words: str) -> None:
    problems, _ = told(tmp_path, (old, new))
    assert any(words in str(problem) and problem.severity == "warning" for problem in problems), problems


def test_a_name_beside_the_file_is_the_nearest_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "ferry.toml").write_text(TEXT, encoding="utf-8")
    (folder / "short.toml").write_text('\nextends = "fery"\n', encoding="utf-8")
    (problem,) = check(folder / "short.toml")
    assert (problem.line, problem.hint) == (2, "Did you mean ferry?")
    (folder / "short.toml").write_text('extends = "quay"\n', encoding="utf-8")
    assert "ferry" in check(folder / "short.toml")[0].hint
    monkeypatch.chdir(tmp_path)
    assert check("mine/fery.toml")[0].hint == "Did you mean mine/ferry?"
    assert check(Path("mine") / "quay")[0].hint == "There are: mine/ferry, mine/short."
