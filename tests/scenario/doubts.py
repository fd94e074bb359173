"""What is doubtful in a changed scenario: where it is told, and in which words."""

from __future__ import annotations

from tests.scenario.changes import MINI, Change, both, concept, drop, need, on_cards, put

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
    "forecast of what may have come": (
        put("forecasts.will_sign.answer", "flag('gates_closed')"),
        "forecasts.will_sign",
        "By then everybody may know",
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
