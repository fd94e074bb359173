"""Every lint finds what it is for, where it stands, and the example scenario has nothing to find."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from wargame.scenario import resolved_document
from wargame.scenario.errors import Finding, written
from wargame.scenario.lint import LINTS, examine
from wargame.scenario.structure import structure

MINI = resolved_document(Path(__file__).parents[1] / "scenarios" / "mini.toml")

Change = Callable[[Any], object]


def findings(change: Change) -> list[Finding]:
    document = deepcopy(MINI)
    change(document)
    scenario, misfits = structure(document)
    assert scenario is not None, misfits
    return examine(document, scenario, warnings=True)


def put(path: str, value: Any) -> Change:
    """A change that puts a value at a dotted path."""

    def change(document: Any) -> None:
        *way, last = path.split(".")
        for step in way:
            document = document[int(step)] if isinstance(document, list) else document.setdefault(step, {})
        if isinstance(document, list):
            document[int(last)] = value
        else:
            document[last] = value

    return change


def drop(path: str) -> Change:
    """A change that takes away what stands at a dotted path."""

    def change(document: Any) -> None:
        *way, last = path.split(".")
        for step in way:
            document = document[int(step)] if isinstance(document, list) else document[step]
        del document[int(last) if isinstance(document, list) else last]

    return change


def both(*changes: Change) -> Change:
    return lambda document: [change(document) for change in changes]


def need(when: str) -> list[dict[str, str]]:
    return [{"when": when, "because": "so"}]


def done(**options: list[str]) -> list[dict[str, Any]]:
    return [{"on": MINI["calendar"][0]["start"], "moves": ["fill_on"], "options": options}]


def concept(**changed: Any) -> Change:
    readings = ["A. Author, A Work, 1999", "B. Author, Another Work (1871)"]
    whole = {"name": "Trust", "text": "So.", "shows": ["trust", "patrol", "power"], "readings": readings}
    return put("debrief.concepts.trust", whole | changed)


def on_cards(*cases: tuple[str, str, Any, str, str]) -> dict[str, tuple[Change, str, str]]:
    """What is put at which path of the cards, where it is told (there, in a list there, or elsewhere), and in
    which words."""
    return {
        f"card's {name}": (
            put(f"cards.{path}", value),
            f"cards.{path}{where}" if where[:1] in ("", "[") else f"cards.{where}",
            words,
        )
        for name, path, value, where, words in cases
    }


def test_the_example_has_nothing_to_find() -> None:
    assert findings(lambda document: None) == []


ERRORS: dict[str, tuple[Change, str, str]] = {
    "format": (put("format", 2), "format", "only format 1"),
    "id": (put("id", "No Name"), "id", "small letters"),
    "stage twice": (put("stages", ["words", "works", "force", "words"]), "stages[4]", "twice"),
    "no stages": (put("stages", []), "stages", "at least one"),
    "track named like a function": (put("tracks.flag", {"name": "x", "start": 1}), "tracks.flag", "meaning"),
    "flag named like a track": (put("flags.trust", {"name": "x"}), "flags.trust", "a track already"),
    "seat named public": (
        lambda document: document["seats"].update(public=document["seats"]["halden"] | {"mark": "x"}),
        "seats.public",
        "means everybody",
    ),
    "choice twice": (
        put("moves.fill_on.options.again", {"name": "x", "choices": {"loud": {"name": "y"}}}),
        "moves.fill_on.options.again.choices.loud",
        "another option",
    ),
    "option without choices": (
        put("moves.fill_on.options.again", {"name": "x", "choices": {}}),
        "moves.fill_on.options.again",
        "no choices",
    ),
    "eye": (put("tracks.grid.seen", {"haldn": "exact"}), "tracks.grid.seen.haldn", "Did you mean halden?"),
    "flag's eye": (put("flags.survey.seen", ["sarvia", "x"]), "flags.survey.seen[2]", "no seat called x"),
    "default": (put("seats.halden.default", ["fill"]), "seats.halden.default[1]", "Did you mean fill_on?"),
    "resource": (put("seats.halden.resource", "favors"), "seats.halden.resource", "Did you mean favours?"),
    "seat's source": (put("seats.halden.sources", ["x"]), "seats.halden.sources[1]", "no source called x"),
    "move's seat": (put("moves.protest.seat", "sarvja"), "moves.protest.seat", "Did you mean sarvia?"),
    "stage": (put("moves.protest.stage", "word"), "moves.protest.stage", "Did you mean words?"),
    "seen by": (put("moves.sell_power.seen_by", ["x"]), "moves.sell_power.seen_by[1]", "no seat"),
    "rung": (put("moves.patrol.rung", "patrol"), "moves.patrol.rung", "Did you mean patrols?"),
    "rung without ladder": (drop("ladder"), "moves.patrol.rung", "no ladder"),
    "place": (put("moves.patrol.place", "brigde"), "moves.patrol.place", "Did you mean bridge?"),
    "move's adviser": (
        put("moves.patrol.advice", {"engineer": "x"}),
        "moves.patrol.advice.engineer",
        "no adviser",
    ),
    "cable": (put("moves.patrol.success.cables", {"x": "y"}), "moves.patrol.success.cables.x", "no seat"),
    "term's seat": (put("terms.power.by", ["haldn"]), "terms.power.by[1]", "Did you mean halden?"),
    "worth": (put("terms.power.worth", {"x": 1}), "terms.power.worth.x", "no seat"),
    "requires": (
        put("terms.power.requires", ["slowfill"]),
        "terms.power.requires[1]",
        "Did you mean slow_fill?",
    ),
    "requires itself": (put("terms.power.requires", ["power"]), "terms.power.requires", "its own"),
    "requires and excludes": (
        put("terms.power.excludes", ["slow_fill"]),
        "terms.power.excludes",
        "and excludes",
    ),
    "performed by": (put("terms.power.performed_by", ["sell"]), "terms.power.performed_by[1]", "no move"),
    "performed with": (
        put("terms.power.performed_with", ["loud"]),
        "terms.power.performed_with[1]",
        "No move in performed_by has a choice loud.",
    ),
    "may not sign": (put("terms.power.by", ["commission"]), "terms.power.by[1]", "may not sign"),
    "term's adviser": (put("terms.power.advice", {"x": "y"}), "terms.power.advice.x", "no adviser"),
    "event's place": (put("events.melt.place", "x"), "events.melt.place", "no place"),
    "event's source": (put("events.melt.sources", ["x"]), "events.melt.sources[1]", "no source"),
    "actor": (put("reactions.march.actor", "farmer"), "reactions.march.actor", "Did you mean farmers?"),
    "inject's cable": (put("injects.calm.cables", {"x": "y"}), "injects.calm.cables.x", "no seat"),
    "objective's seat": (put("objectives.light.seat", "x"), "objectives.light.seat", "no seat"),
    "endorse": (put("agreements.endorse", {"x": []}), "agreements.endorse.x", "no seat"),
    "ladder's track": (put("ladder.track", "tensions"), "ladder.track", "Did you mean tension?"),
    "back down": (put("ladder.back_down", {"x": []}), "ladder.back_down.x", "no seat"),
    "turn ends early": (
        put("calendar.1.end", MINI["calendar"][0]["start"]),
        "calendar[2].end",
        "ends before it starts",
    ),
    "turns overlap": (
        put("calendar.1.start", MINI["calendar"][0]["end"]),
        "calendar[2].start",
        "before the last one ends",
    ),
    "event too late": (
        put("events.melt.on", MINI["calendar"][3]["end"].replace(year=2032)),
        "events.melt.on",
        "in no turn",
    ),
    "forecast too early": (
        put("forecasts.will_patrol.on", MINI["calendar"][3]["end"].replace(year=2030)),
        "forecasts.will_patrol.on",
        "in no turn",
    ),
    "bounds": (put("tracks.grid.min", 100), "tracks.grid.max", "more than min"),
    "start": (put("tracks.grid.start", 101), "tracks.grid.start", "between 0 and 100"),
    "spread": (put("tracks.grid.spread", 0), "tracks.grid.spread", "1 or more"),
    "bands fall": (put("tracks.trust.bands.1.upto", 20), "tracks.trust.bands[2].upto", "more than 30"),
    "bands too short": (put("tracks.trust.bands.2.upto", 90), "tracks.trust.bands[3]", "reach 100"),
    "no bands": (put("tracks.reservoir.bands", []), "tracks.reservoir.seen", "no bands"),
    "odds": (put("odds.min", 97), "odds.max", "more than min"),
    "percentage": (put("odds.triumph", 101), "odds.triumph", "0 to 100"),
    "verdict's bands": (put("verdict.bands.2.upto", 99), "verdict.bands[3]", "reach 100"),
    "cap": (put("endings.war.cap", -1), "endings.war.cap", "0 to 100"),
    "weight": (put("events.melt.weight", 10), "events.melt.weight", "0 to 9"),
    "move's weight": (put("moves.patrol.success.weight", 10), "moves.patrol.success.weight", "0 to 9"),
    "minutes": (put("minutes", 0), "minutes", "1 or more"),
    "allowance": (put("seats.sarvia.moves", 0), "seats.sarvia.moves", "1 or more"),
    "cost": (put("moves.fill_on.cost", -1), "moves.fill_on.cost", "less than 0"),
    "rungs fall": (put("ladder.rungs.bridge.at", 4), "ladder.rungs.bridge.at", "not higher"),
    "rung too high": (put("ladder.rungs.shots.at", 9), "ladder.rungs.shots.at", "from 0 to 8"),
    "word of two lines": (put("glossary", {"word " * 9: "x"}), "glossary", "40 characters"),
    "guide": (put("guide", [{"at": "card", "text": " "}]), "guide[1].text", "empty"),
    "guide twice": (put("guide", [{"at": "end", "text": "x"}] * 2), "guide[2]", "in all turns already"),
    "guide for no turn": (
        put("guide", [{"at": "news", "turn": 6, "text": "x"}]),
        "guide[1].turn",
        "after the last turn counts as 5",
    ),
    "no aim": (put("seats.halden.aim", ""), "seats.halden.aim", "empty"),
    "nothing to show": (
        put("criteria", {"x": {"text": " ", "when": "tension > 2"}}),
        "criteria.x.text",
        "empty",
    ),
    "nothing said": (put("cards.lamps.choices.sell.say", " "), "cards.lamps.choices.sell.say", "empty"),
    "long card": (put("seats.halden.card", "word " * 351), "seats.halden.card", "351 words"),
    "long brief": (put("brief", "word " * 2001), "brief", "2,001 words"),
    "mark": (put("seats.halden.mark", "ab"), "seats.halden.mark", "single character"),
    "mark twice": (put("seats.halden.mark", "●"), "seats.commission.mark", "halden has this mark"),
    "colour": (put("seats.halden.colour", "blue"), "seats.halden.colour", "#56B4E9"),
    "blind payer": (put("tracks.favours.seen.halden", "band"), "seats.halden.resource", "can't see it"),
    "secret track": (
        put("moves.protest.needs", need("grid > 3")),
        "moves.protest.needs[1].when",
        "value of grid",
    ),
    "track seen as band": (
        put("moves.protest.needs", need("reservoir > 3")),
        "moves.protest.needs[1].when",
        "exact value of reservoir",
    ),
    "secret flag": (
        put("moves.fill_on.needs", need("flag('survey')")),
        "moves.fill_on.needs[1].when",
        "flag survey",
    ),
    "secret move": (
        put("moves.fill_on.needs", need("done('survey_gauge') > 0")),
        "moves.fill_on.needs[1].when",
        "whether survey_gauge",
    ),
    "quiet move": (
        put("moves.rebuke.needs", need("done('sell_power') > 0")),
        "moves.rebuke.needs[1].when",
        "whether sell_power",
    ),
    "others' letter": (
        put("moves.rebuke.needs", need("letter('halden', 'sarvia')")),
        "moves.rebuke.needs[1].when",
        "letter('halden', 'sarvia')",
    ),
    "others' promise": (
        put("moves.rebuke.needs", need("will('halden', 'fill_on')")),
        "moves.rebuke.needs[1].when",
        "will('halden', 'fill_on')",
    ),
    "others' proposal": (
        put("moves.rebuke.needs", need("on_table('power')")),
        "moves.rebuke.needs[1].when",
        "between others",
    ),
    "secret of a stance": (
        put("agreements.stance_needs", {"commission": need("grid > 3")}),
        "agreements.stance_needs.commission[1].when",
        "exact value of grid",
    ),
    "another's default": (
        put("seats.halden.default", ["patrol"]),
        "seats.halden.default[1]",
        "move of sarvia",
    ),
    "closed default": (
        put("moves.fill_on.needs", need("1 > 2 and turn > 1")),
        "seats.halden.default[2]",
        "never be ordered",
    ),
    "another's leaning": (
        put("seats.halden.persona", {"leaning": {"patrol": 2}}),
        "seats.halden.persona.leaning.patrol",
        "move of sarvia",
    ),
    "unknown deed": (
        put("seats.halden.record", [{"on": MINI["calendar"][0]["start"], "moves": ["fillon"]}]),
        "seats.halden.record[1].moves[1]",
        "Did you mean fill_on?",
    ),
    "unknown choice of a deed": (
        put("seats.halden.record", done(fill_on=["lout"])),
        "seats.halden.record[1].options.fill_on[1]",
        "fill_on has no choice called lout.",
    ),
    "two answers of a deed": (
        put("seats.halden.record", done(fill_on=["hushed", "loud"])),
        "seats.halden.record[1].options.fill_on[2]",
        "hushed and loud answer the same question",
    ),
    "choices of no deed": (
        put("seats.halden.record", done(sell_power=[])),
        "seats.halden.record[1].options.sell_power",
        "not among the moves",
    ),
    "shown in nothing known": (
        concept(shows=["trsut"]),
        "debrief.concepts.trust.shows[1]",
        "Did you mean trust?",
    ),
    "patience": (put("seats.halden.persona", {"patience": 101}), "seats.halden.persona.patience", "0 to 100"),
    "glance twice": (put("debrief.deck", ["luck", "felt", "luck"]), "debrief.deck[3]", "stands here twice"),
    "no glance": (put("debrief.deck", []), "debrief.deck", "at least one glance"),
    "asked nowhere": (put("debrief.ask", {"lucky": "Why?"}), "debrief.ask.lucky", "no glance of the deck"),
    "no last ending": (drop("endings.drift"), "endings", "without an ending"),
    "conditional last ending": (put("endings.drift.when", "turn > 0"), "endings", "without an ending"),
    "event without source": (drop("events.melt.sources"), "events.melt", "cites no source"),
    "card without source": (drop("seats.halden.sources"), "seats.halden", "cites no source"),
    "division by zero": (put("verdict.base", "50 / (3 - 3)"), "verdict.base", "divides by zero"),
    "circular worth": (
        put("terms.power.worth", {"sarvia": "worth('sarvia')"}),
        "terms.power.worth.sarvia",
        "made of it",
    ),
    "no title": (put("title", ""), "title", "empty"),
    "no name": (put("moves.patrol.name", ""), "moves.patrol.name", "empty"),
    "unknown track": (put("verdict.base", "trsut"), "verdict.base", "Did you mean trust?"),
    "unknown flag in an effect": (
        put("events.melt.effects", ["set gate_closed"]),
        "events.melt.effects[1]",
        "Did you mean gates_closed?",
    ),
    "unknown move": (
        put("endings.war.when", "done('seize') > 1"),
        "endings.war.when",
        "no move called seize",
    ),
    "option elsewhere": (
        put("events.melt.when", "option('loud')"),
        "events.melt.when",
        "option() asks for a choice of the very move",
    ),
    "option of another move": (
        put("moves.patrol.odds", "50 if option('loud') else 40"),
        "moves.patrol.odds",
        "no choice called loud",
    ),
    "option in a need": (
        put("moves.fill_on.needs", need("option('loud')")),
        "moves.fill_on.needs[1].when",
        "option() asks",
    ),
    "condition expected": (put("endings.war.when", "tension"), "endings.war.when", "has to be a condition"),
    "number expected": (put("verdict.base", True), "verdict.base", "has to be a number"),
    "power": (put("verdict.base", "2 ** 9"), "verdict.base", "no powers"),
    "effect": (put("events.melt.effects", ["trust + 1"]), "events.melt.effects[1]", "read as an effect"),
    "what goes past a bound goes on": (
        both(
            put("tracks.trust.below", {"track": "tension", "each": 1}),
            put("tracks.tension.above", {"track": "trust", "each": -1}),
        ),
        "tracks.trust.below.track",
        "would have to go on from there",
    ),
    "half an expression past a bound": (
        put("tracks.trust.below", {"track": "tension", "each": "1 +"}),
        "tracks.trust.below.each",
        "",
    ),
    "a bound that nothing goes past": (
        put("tracks.reservoir.below", {"track": "tension", "each": 1}),
        "tracks.reservoir.below",
        "nothing ever goes past this bound",
    ),
    "height outside of an exchange": (
        put("moves.fill_on.odds", "50 + height"),
        "moves.fill_on.odds",
        "none is being fought here",
    ),
    "height before an exchange has begun": (
        put("exchanges.planks.when", "height < 2"),
        "exchanges.planks.when",
        "none is being fought here",
    ),
    "exchange with itself": (
        put("exchanges.planks.faces", "sarvia"),
        "exchanges.planks.faces",
        "face itself. Let it face the seat that has to answer",
    ),
    "exchange with nobody": (
        put("exchanges.planks.faces", "sarvio"),
        "exchanges.planks.faces",
        "Did you mean sarvia?",
    ),
    "exchange without a rung to climb to": (
        put("exchanges.planks.rungs", [{"name": "x"}]),
        "exchanges.planks.rungs",
        "no rung to climb to",
    ),
    "exchange that can't end on its last rung": (
        put("exchanges.planks.rungs", [{"name": "x"}] * 8),
        "exchanges.planks.rungs",
        "can't end on its last. Give it 2 to 7 rungs",
    ),
    "exchange that nothing opens": (
        drop("exchanges.planks.mark"),
        "exchanges.planks",
        'No order opens this exchange. Add moves = ["..."]',
    ),
    "exchange opened by another seat": (
        put("exchanges.planks.moves", ["fill_on"]),
        "exchanges.planks.moves",
        "a move of halden",
    ),
    "exchange opened in secret": (
        put("exchanges.planks.moves", ["survey_gauge"]),
        "exchanges.planks.moves",
        "covert: nobody could answer it",
    ),
    "move that opens two": (
        lambda document: document["exchanges"].update(again=deepcopy(document["exchanges"]["planks"])),
        "exchanges.again.moves",
        "opens planks already",
    ),
    "exchange that opens for a secret reason": (
        put("exchanges.planks.when", "grid > 50"),
        "exchanges.planks.when",
        "Not everybody can know this: the exact value of grid",
    ),
    "exchange that ends in nothing we know": (
        put("exchanges.planks.top.ending", "wor"),
        "exchanges.planks.top.ending",
        "Did you mean war?",
    ),
}
ERRORS |= on_cards(
    ("seat", "dry.seat", "sarvja", "", "Did you mean sarvia?"),
    ("adviser", "lamps.advice.general", "x", "", "no adviser called general"),
    ("missing adviser", "lamps.advice", {"engineer": "x"}, "", 'Add envoy = "...".'),
    ("weight", "lamps.weight", 10, "", "from 1 to 9"),
    ("choices", "lamps.choices", {"a": {"title": "x", "line": "y"}}, "", "1 choice. Give it 2 or 3"),
    ("secret", "dry.when", "grid > 10", "", "sarvia can't know this: the exact value of grid"),
    ("secret offer", "dry.when", "on_table('power')", "", "sarvia can't know this"),
    ("empty situation", "dry.situation", "", "", "empty"),
    ("empty title", "dry.choices.plead.title", "", "", "empty"),
    ("empty line", "dry.choices.plead.line", "", "", "empty"),
    ("sentence", "dry.choices.plead.say", "a" * 141, "", "141 characters; 140 at most"),
    ("letter", "lamps.choices.sell.letter.text", "a" * 2001, "", "2000 at most"),
    ("no letter", "lamps.choices.sell.letter.text", "", "", "empty"),
    ("note", "lamps.choices.write.offer.note", "a" * 601, "", "600 at most"),
    ("move", "dry.choices.march.moves", ["patrol_"], "[1]", "Did you mean patrol?"),
    ("own move", "dry.choices.march.moves", ["fill_on"], "[1]", "a move of halden. Moves of sarvia: "),
    ("also", "dry.choices.march.also", ["rebuke"], "[1]", "a move of commission"),
    ("move twice", "dry.choices.march.also", ["patrol"], "[1]", "already"),
    ("room", "name.choices.figures.moves", ["publish_gauge", "open_fund"], "", "may order 1 move"),
    ("option", "lamps.choices.film.options.fill_on", ["lowd"], "[1]", "Did you mean loud?"),
    ("options", "lamps.choices.film.options.hold_levels", [], "", "not among"),
    ("reader", "lamps.choices.sell.letter.to", "halden", "", "There are: sarvia, commission"),
    ("promise", "lamps.choices.sell.letter.promise.move", "patrol", "", "can't promise it"),
    ("within", "lamps.choices.sell.letter.promise.within", 4, "", "Write 1 to 3."),
    ("offer", "lamps.choices.write.offer.terms", [], "", "no terms"),
    ("terms", "lamps.choices.write.offer.terms", ["slow_fill", "fast_fill"], "", "nobody could sign"),
    ("signer", "lamps.choices.write.offer", {"terms": ["slow_fill"]}, "", 'Add parties = ["sarvia"]'),
    ("party", "lamps.choices.write.offer.parties", ["commission"], "[1]", "can't be a party"),
    ("term twice", "lamps.choices.write.offer.terms", ["power"] * 2, "", "twice"),
    ("author", "name.choices.praise.offer", {"terms": ["power"]}, "", "can't sign or propose"),
    ("answer", "name.choices.praise.answer", "sign", "", "can be no party"),
)


WARNINGS: dict[str, tuple[Change, str, str]] = {
    "no role card": (put("seats.halden.role", {"who": "x"}), "seats.halden", "Add have, thought"),
    "long role card": (put("seats.halden.role.who", "word " * 80), "seats.halden.role", "95 are enough"),
    "long start": (put("short", "word " * 220), "seats.halden.role", "Before its first decision"),
    "word nowhere": (put("glossary.Dyke", "what dykers build."), "glossary.Dyke", "No text has this word"),
    "paid again": (
        put("moves.fill_on.success.effects", ["set gates_closed when option('loud')", "reservoir += 12"]),
        "moves.fill_on.success.effects[1]",
        "the move can be ordered again and pays again. Ask for flag('gates_closed')",
    ),
    "a guide line too long": (
        put("guide", [{"at": "news", "text": "word " * 15}]),
        "guide[1].text",
        "the foot of a screen has room for 74",
    ),
    "colour twice": (put("seats.sarvia.colour", "#56b4e9"), "seats.sarvia.colour", "halden has this colour"),
    "less than nothing taken": (
        put("moves.fill_on.success.effects", ["trust -= -5"]),
        "moves.fill_on.success.effects[1]",
        "Write trust += 5",
    ),
    "gap": (
        put("calendar.1.end", MINI["calendar"][1]["end"].replace(day=10)),
        "calendar[3].start",
        "belong to no turn",
    ),
    "deeds outside": (
        put("seats.halden.record", [{"on": MINI["calendar"][0]["start"].replace(year=1900), "moves": []}]),
        "seats.halden.record[1].on",
        "in no turn",
    ),
    "no sources": (
        both(
            put("sources", {}),
            *(put(f"seats.{id}.sources", []) for id in MINI["seats"]),
            *(put(f"events.{id}.sources", []) for id in MINI["events"]),
            put("terms.slow_fill.sources", []),
            put("moves.sell_power.sources", []),
        ),
        "",
        "No sources",
    ),
    "only general sources": (
        both(
            put("sources.all", {"title": "Known to all", "general": True}),
            put("events.melt.sources", ["all"]),
        ),
        "events.melt.sources",
        "tells of a day",
    ),
    "shown nowhere": (concept(shows=[]), "debrief.concepts.trust.shows", "Nothing in the game shows this"),
    "one reading": (concept(readings=["A, 1999"]), "debrief.concepts.trust.readings", "fewer than two"),
    "a reading without a year": (
        concept(readings=["A. Author, A Work", "B. Author, Another Work, 1871"]),
        "debrief.concepts.trust.readings[1]",
        "no year",
    ),
    "secret of a term": (
        put("terms.power.needs", need("grid > 3")),
        "terms.power.needs[1].when",
        "sarvia could draft this",
    ),
    "closed move": (
        put("moves.patrol.needs", need("false")),
        "moves.patrol.needs[1].when",
        "never be ordered",
    ),
    "cost out of reach": (put("moves.fill_on.cost", 11), "moves.fill_on.cost", "never gets above 10"),
    "cost without resource": (put("moves.patrol.cost", 1), "moves.patrol.cost", "no resource"),
    "early ending": (put("endings.war.when", "turn >= 0 or true"), "endings.war", "in its first turn"),
    "late ending": (put("endings.treaty.when", True), "endings.drift", "never reached: treaty"),
    "no objective": (drop("objectives.rule"), "seats.commission", "no objective"),
    "set, never read": (put("flags.mud", {"name": "Mud"}), "flags.mud", "neither set nor asked for"),
    "read, never set": (
        both(put("flags.mud", {"name": "Mud"}), put("verdict.base", "since('mud')")),
        "flags.mud",
        "no effect ever sets it",
    ),
    "set only": (
        both(put("flags.mud", {"name": "Mud"}), put("events.melt.effects", ["set mud"])),
        "flags.mud",
        "no expression asks for it",
    ),
    "unused track": (put("tracks.mud", {"name": "Mud", "start": 1}), "tracks.mud", "Nothing ever moves"),
    "unused stage": (put("stages", ["words", "works", "force", "x"]), "stages[4]", "No move"),
    "unused actor": (put("actors.x", {"name": "X"}), "actors.x", "never reacts"),
    "unused source": (put("sources.x", {"title": "X"}), "sources.x", "Nothing cites"),
    "part that is never told": (
        put("objectives.planting.parts", [{"when": "1 > 2", "text": "x"}]),
        "objectives.planting.parts[1].when",
        "never holds",
    ),
    "never met": (put("criteria.bread.when", "harvest > 100"), "criteria.bread.when", "never holds"),
    "never true": (put("events.market.when", "2 < 1"), "events.market.when", "never holds"),
    "asked too early": (
        put("events.market.when", "ordered('patrol')"),
        "events.market.when",
        "nothing is ordered yet",
    ),
    "need asked too early": (
        put("moves.rebuke.needs", need("failed('patrol')")),
        "moves.rebuke.needs[1].when",
        "nothing is ordered yet",
    ),
    "break by another": (
        put("terms.power.broken_by", ["patrol"]),
        "terms.power.broken_by[1]",
        "can't break it",
    ),
    "score out of range": (
        put("objectives.planting.score", "1000 - harvest"),
        "objectives.planting.score",
        "from 900 to 1000",
    ),
    "longer than its place": (put("seats.sarvia.name", "x" * 25), "seats.sarvia.name", "room for 24"),
    "two forecasts": (
        put("forecasts.will_sign.on", MINI["calendar"][0]["end"]),
        "forecasts.will_sign.on",
        "Turn 1 asks will_patrol",
    ),
    "forecast of a told chance": (
        put("forecasts.will_sign.answer", "survived() > 0"),
        "forecasts.will_sign",
        "tells the chance",
    ),
    "repeated seat": (
        both(put("moves.sarvia_x", MINI["moves"]["wait_and_pray"])),
        "moves.sarvia_x",
        "need not repeat",
    ),
    "leak of an open move": (put("moves.patrol.leak", 20), "moves.patrol", "can't leak"),
    "seen by of an open move": (put("moves.patrol.seen_by", ["halden"]), "moves.patrol.seen_by", "is open"),
    "quiet but unseen": (put("moves.sell_power.seen_by", []), "moves.sell_power", "Nobody is named"),
    "secret move, flag of others": (
        put("flags.survey.seen", ["commission", "sarvia"]),
        "moves.survey_gauge.success.effects[1]",
        "is covert, but commission would learn",
    ),
    "secret move, public flag": (
        put("flags.survey.seen", ["public"]),
        "moves.survey_gauge.success.effects[1]",
        "is covert, but everybody would learn",
    ),
    "secret move, cable to others": (
        put("moves.survey_gauge.failure.cables", {"halden": "x"}),
        "moves.survey_gauge.failure.cables.halden",
        "halden is told",
    ),
    "one text for all choices": (
        put("moves.fill_on.success.headline", "The lake rises"),
        "moves.fill_on.options.volume",
        "the same is told",
    ),
    "told instead of itself": (
        put("moves.protest.success.variants", [{"when": "ordered('patrol')", "instead_of": ["protest"]}]),
        "moves.protest.success.variants[1].instead_of",
        "protest is what this tells of",
    ),
    "told instead of what need not be": (
        put("moves.protest.success.variants", [{"when": "trust > 20", "instead_of": ["patrol"]}]),
        "moves.protest.success.variants[1].instead_of",
        "Let its when ask ordered('patrol')",
    ),
    "free backing down": (drop("ladder.back_down.halden"), "moves.hold_levels.back_down", "costs nothing"),
    "off the map": (put("map.places.gorge.y", 99), "map.places.gorge", "off the map"),
    "history": (put("debrief.history", ["x"]), "debrief.history", "4 turns, but 1"),
    "headlines": (put("debrief.headlines", ["x"]), "debrief.headlines", "4 turns, but 1"),
    "exchange beyond all moves": (
        put("exchanges.planks.mark", "shots"),
        "exchanges.planks.mark",
        "climbs so high",
    ),
    "backing down for nothing": (
        drop("exchanges.planks.first.back_down.effects"),
        "exchanges.planks.first",
        "Backing down costs sarvia nothing. Add [exchanges.planks.first.back_down]",
    ),
    "a last rung for nothing": (
        put("exchanges.planks.top", {}),
        "exchanges.planks.top",
        "The last rung costs nothing",
    ),
    "a last rung that leaves scores alone": (
        put("endings.war.cap", 100),
        "exchanges.planks.top.ending",
        "leaves every score as it is",
    ),
    "standing for nothing": (
        both(drop("exchanges.planks.slip"), drop("exchanges.planks.factors")),
        "exchanges.planks.slip",
        "To stand costs nothing",
    ),
    "a price by what not everybody knows": (
        put("exchanges.planks.first.hold.effects", ["trust -= word_broken('sarvia')"]),
        "exchanges.planks.first.hold.effects[1]",
        "Not everybody can know this: word_broken('sarvia')",
    ),
    "a reason that nobody is told": (
        put("moves.patrol.success.effects", ["trust -= 1 because a patrol is seen"]),
        "moves.patrol.success.effects[1]",
        "Nobody is told this reason",
    ),
    "a price that nobody sees": (
        put("exchanges.planks.first.hold.effects", ["grid += 1"]),
        "exchanges.planks.first.hold.effects[1]",
        "The public can't see grid",
    ),
    "orders in an exchange": (
        put("exchanges.planks.slip", "10 if ordered('patrol') else 5"),
        "exchanges.planks.slip",
        "nothing is ordered yet",
    ),
}

WARNINGS |= on_cards(
    ("never", "drift.when", "reservoir > 95 and reservoir < 20", "", "never holds"),
    ("orders", "dry.when", "ordered('patrol')", "", "nothing is ordered yet"),
    ("situation", "dry.situation", "dry " * 36, "", "36 words; 35 can be read at a glance"),
    ("title", "dry.choices.plead.title", "a " * 8, "", "8 words; 7 can be read"),
    ("line", "dry.choices.plead.line", "a" * 77, "", "77 characters; the card has room for 76"),
    ("advice", "lamps.advice.engineer", "a" * 91, "", "room for 90"),
    (
        "closed",
        "lamps.when",
        "reservoir > 95",
        "lamps.choices.sell.moves[1]",
        "hold_levels is closed whenever",
    ),
    ("done", "name.when", "done('rebuke') > 0", "name.choices.rebuke.moves[1]", "Nobody can ever take this"),
    ("late", "lamps.when", "turn == 4", "lamps.choices.write.offer", "nothing can be offered"),
    ("early", "paper.when", "turn == 1", "paper.choices.sign.answer", "no offer can wait"),
    ("early stance", "name.when", "turn == 1", "name.choices.praise.stance", "no paper"),
    ("agreed", "lamps.when", "agreed('slow_fill')", "lamps.choices.write.offer.terms[1]", "can't be offered"),
    (
        "lack",
        "lamps.choices.write.offer.terms",
        ["power", "no_troops"],
        "[1]",
        "power needs slow_fill in the",
    ),
    ("same", "drift.choices.rest.also", ["fill_on"], "drift.choices.rest", "orders the same as fill"),
    ("no order", "dry.choices.plead", {"title": "x", "line": "y"}, "", "This choice orders nothing"),
    ("broken word", "lamps.choices.sell.moves", ["fill_on"], "[1]", "promises not to order fill_on"),
    ("perhaps broken", "lamps.choices.sell.also", ["sell_power", "fill_on"], "[2]", "promises not to order"),
    ("echo", "lamps.advice", {"engineer": "x", "envoy": "x"}, "lamps.advice.envoy", "what engineer says"),
)


WARNINGS["desk of cards"] = (
    both(put("desk", "cards"), drop("cards.name"), drop("cards.friday")),
    "desk",
    "commission has no card",
)


@pytest.mark.parametrize("name", ERRORS)
def test_errors(name: str) -> None:
    expect(*ERRORS[name], severity="error")


@pytest.mark.parametrize("name", WARNINGS)
def test_warnings(name: str) -> None:
    expect(*WARNINGS[name], severity="warning")


def expect(change: Change, path: str, words: str, severity: str) -> None:
    found = findings(change)
    assert any(
        written(one.path) == path and words in f"{one.message} {one.hint}" and one.severity == severity
        for one in found
    ), found


@pytest.mark.parametrize(
    "effects",
    [
        ["set gates_closed", "reservoir += 12 when not flag('gates_closed')"],
        ["set gates_closed", "reservoir += 12 when done('fill_on') <= 1"],
        ["set gates_closed when option('loud')", "reservoir += 12 when option('hushed')"],
        ["clear gates_closed", "set gates_closed", "reservoir += 12"],
        ["set gates_closed", "reservoir -= 12"],
    ],
    ids=["asks the flag", "wears thin", "another choice", "marks the turn", "a price"],
)
def test_what_does_not_pay_again_is_not_told(effects: list[str]) -> None:
    found = findings(put("moves.fill_on.success.effects", effects))
    assert not any("pays again" in one.message for one in found)


def test_every_lint_is_tested() -> None:
    """Each lint must find something in one of the changed scenarios."""
    silent = set(LINTS)
    for change, *_ in [*ERRORS.values(), *WARNINGS.values()]:
        document = deepcopy(MINI)
        change(document)
        scenario, _misfits = structure(document)
        assert scenario is not None
        from wargame.scenario.lint.survey import survey

        seen = survey(document)
        asked = [lint for lint in silent if not (lint.sound and seen.findings)]
        silent -= {lint for lint in asked if any(lint.look(scenario, seen))}
    assert not silent


def test_warnings_are_left_out_on_request() -> None:
    document = deepcopy(MINI)
    document["sources"]["x"] = {"title": "X"}
    scenario, _ = structure(document)
    assert scenario is not None
    assert examine(document, scenario, warnings=False) == []
