"""What the umpire did: rulings with their reasons and what the engine alone would have done, and news."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from wargame.debrief.model import Item, List, Section, Span, Words
from wargame.rules.account import Deed, Happening
from wargame.rules.record import TurnRecord
from wargame.rules.rulings import UNRULED, alone, ruling_on
from wargame.rules.seat_views import seat_info
from wargame.rules.wording import GRADES, change_text, die_text, item_of, listed
from wargame.scenario.model import Inject
from wargame.session.log import GameLog
from wargame.text import full_stop


def umpired(game: GameLog, turns: Iterable[int]) -> Section:
    """All of that in some turns: for the debrief only."""
    records = [game.turns[turn - 1] for turn in turns]
    items = [item for record in records for item in _items(game, record)]
    return Section("What the umpire did", (List(tuple(items)),) if items else ())


def _items(game: GameLog, record: TurnRecord) -> Iterator[Item]:
    for entry in record.account.entries if record.account else ():
        if isinstance(entry, Happening) and entry.kind == "inject":
            yield _news(game, record.turn, entry)
        elif isinstance(entry, Deed):
            ruling = ruling_on(record.umpire, entry.seat, entry.slot)
            if ruling is UNRULED:
                continue
            told = [f"accepted “{entry.arguments[n]}”" for n in ruling.accepted if n < len(entry.arguments)]
            told += [f"shifted the odds by {ruling.shift:+d} points"] if ruling.shift else []
            told += [f"ruled: {GRADES[ruling.grade]}"] if ruling.grade else []
            odds, grade = alone(game.rules, entry, ruling)
            fell = game.rules.fell(entry.roll)
            under: list[Words] = [(f"The engine alone: {die_text(odds, fell)}: {GRADES[grade]}.",)]
            if not ruling.grade:
                under.insert(0, (f"It came to: {die_text(entry.odds, fell)}: {GRADES[entry.grade]}.",))
            if ruling.reason:
                under.insert(0, (Span("Why: ", "faint"), ruling.reason))
            move = Span(game.scenario.moves[entry.move].name, "strong")
            who = seat_info(game.rules, entry.seat)
            yield Item((f"Turn {record.turn}: ", who, ": ", move, f"; {listed(told)}."), tuple(under))


def _news(game: GameLog, turn: int, entry: Happening) -> Item:
    item = item_of(game.rules, entry)
    name = item.name if isinstance(item, Inject) else entry.headline or entry.text
    under: list[Words] = [(Span("Why: ", "faint"), entry.reason)] if entry.reason else []
    changes = [change_text(game.rules, change) for change in entry.changes]
    under += [(f"{'; '.join(changes)}.",)] if changes else []
    to = listed([game.scenario.seats[seat].name for seat in entry.to])
    told = f", told to {to} alone" if to else ""
    return Item((f"Turn {turn}: put in ", Span(name, "strong"), full_stop(told)), tuple(under))
