"""What the analysis of a game found, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from wargame.analysis.bargaining import Bargaining, Offer, Stake
from wargame.analysis.chance import GameChance, TurnChance
from wargame.analysis.criteria import Met
from wargame.analysis.escalation import Escalation
from wargame.analysis.forecasts import Forecasts, Reading
from wargame.analysis.measures import Shift
from wargame.analysis.promises import Promised
from wargame.analysis.times import DecisionTime
from wargame.analysis.turning_points import TurningPoint, TurningPoints
from wargame.debrief.model import Block, Item, List, Paragraph, Row, Section, Table, Words
from wargame.debrief.sections.orders import known_to_all
from wargame.debrief.sections.words import offer_words, seats_words
from wargame.ids import ForecastId, InjectId, MoveId, PaperId, SeatId
from wargame.rules.account import WON, Deed, Entry, Happening, Showdown, Talk
from wargame.rules.orders import Orders
from wargame.rules.seat_views import seat_info
from wargame.rules.wording import ACTS, DOES, item_of, listed, promise_text
from wargame.scenario.model import Reaction
from wargame.session.log import GameLog

_ENDINGS = 3
"""How many endings are told of a turning point."""
NO_LUCK = "No dice were thrown: none of it was luck."
_ODD = 0.5
"""How often what came of a move must have come, that it is not told."""


def luck(game: GameLog, whole: GameChance, turns: Iterable[TurnChance]) -> Iterator[Block]:
    """What of the game and of its turns was luck."""
    if not game.rules.thrown:
        yield Section("What was luck", (Paragraph((NO_LUCK,)),))
        return
    rows = []
    for seat, score in whole.seats.items():
        told = (
            f"{score.was} points, where {score.mean:.0f} were to be expected: {score.luck:+.0f} of luck, "
            f"better than {score.percentile:.0f} % of what could have been"
        )
        rows.append(Row((seat_info(game.rules, seat),), score.luck, (told,)))
    lost = whole.dropped + whole.unplayed
    fallen = f"Of {whole.ordered} moves {lost:.1f} fell away in the mean: impossible by then, or too late."
    yield Section("The same orders under other dice", (Table(tuple(rows)), Paragraph((fallen,))))
    items = []
    for turn in turns:
        often = f"Turn {turn.turn}: its moves came out as they would {_share(turn.likely.share)}."
        odd = [move for move in turn.moves if _came(move.came_off, move.often.share) < _ODD]
        under = [
            (
                seat_info(game.rules, move.seat),
                f": {game.scenario.moves[move.move].name} {_how(move.came_off)}, "
                f"as it would {_share(_came(move.came_off, move.often.share))}",
            )
            for move in odd
        ]
        items.append(Item((often,), tuple(under)))
    yield Section("Turn by turn", (List(tuple(items)),))


def _came(came_off: bool, share: float) -> float:
    return share if came_off else 1 - share


def _how(came_off: bool) -> str:
    return "came off" if came_off else "did not come off"


def _share(share: float) -> str:
    return f"in {100 * share:.0f} % of all dice" if share >= 0.005 else "hardly ever"


def turning_points(game: GameLog, found: TurningPoints) -> Section:
    """What moved the game most."""
    items = [Item((f"Turn {p.turn}: ", *moment(game, p)), tuple(_moved(game, p))) for p in found.points]
    told = f"Of {found.tried} moments that were looked at; in brackets the 95 % interval."
    return Section("What moved the game", (Paragraph((told,)), List(tuple(items))))


def apart(found: TurningPoints) -> list[TurningPoint]:
    """The same without what is a part of a larger one: an offer that was signed, an order and its die, what
    follows from either and moves exactly the same."""
    taken, apart = set[tuple[object, ...]](), list[TurningPoint]()
    for p in found.points:
        paper = p.kind in ("offer", "signature")
        key = ("paper", p.what) if paper else (p.turn, p.seat, p.what, p.kind == "stance")
        if key not in taken:
            taken.add(key)
            moved = p.turn, p.endings, p.seats
            if (p.endings or p.seats) and any(moved == (x.turn, x.endings, x.seats) for x in apart):
                continue  # what follows of itself from a moment that is told moves the same
            apart.append(p)
    return apart


def _moved(game: GameLog, p: TurningPoint) -> Iterator[Words]:
    """What a turning point moved: the endings it moved most, and the seats that it surely did."""
    most = sorted(p.endings.items(), key=lambda item: -abs(item[1].mean))[:_ENDINGS]
    for id, shift in most:
        if _tells(shift):
            yield (f"{game.scenario.endings[id].name}: {_points(shift)} points of 100",)
    sure = [f"{game.scenario.seats[seat].name} {_points(s)}" for seat, s in p.seats.items() if _tells(s)]
    if sure:
        yield (f"Scores: {listed(sure)}",)


def _tells(shift: Shift) -> bool:
    """Is it sure, and more than nothing in whole points?"""
    return shift.sure > 0 and round(shift.mean) != 0


def _points(shift: Shift) -> str:
    mean, low, high = (f"{round(value):+d}" for value in (shift.mean, shift.low, shift.high))
    return f"{mean} ({low} to {high})"


def moment(game: GameLog, p: TurningPoint, *, terms: bool = True) -> Words:
    """Which moment it was; of an offer that is answered with its ``terms``."""
    s, record = game.scenario, game.turns[p.turn - 1]
    closing = record.closing
    assert closing is not None
    known = known_to_all(game.rules, game.state)
    offers = _offers(game, terms=terms)
    offer = offers.get(PaperId(p.what), ("an offer",))
    paper = known.get(PaperId(p.what), ("a paper",))
    who: Words = (seat_info(game.rules, p.seat),) if p.seat else ()
    mine = record.orders[p.seat] if p.seat else Orders()
    match p.kind:
        case "order":
            return (*who, f" orders {s.moves[MoveId(p.what)].name}")
        case "offer":
            drafts = record.orders[SeatId(p.seat)].drafts
            place = int(p.what.partition(".")[2] or 1) - 1  # the second of a turn has a .2 in its id
            names = listed([s.terms[id].name for id in drafts[place].terms])
            return (*who, f" makes an offer: {names}")
        case "signature":
            return (*who, f" {'signs' if p.instead == 'refuse' else 'refuses'} ", *offer)
        case "stance":
            said = next(stance.stance for stance in mine.stances if stance.about == p.what)
            return (*who, f" {ACTS.get(said, 'is silent on')} ", *paper)
        case "answer":
            exchange, _, n = p.what.rpartition(" ")
            reply = record.replies[int(n) - 1]
            name = s.exchanges[reply.exchange].name if exchange else ""
            return (*who, f" {DOES[reply.answer]}: {name}")
        case "ruling":
            return ("The umpire rules on ", *who, f": {s.moves[MoveId(p.what)].name}")
        case "inject":
            inject = s.injects.get(InjectId(p.what))
            return (f"The umpire puts in news{f': {inject.name}' if inject else ''}",)
    return _die(game, p, known.get(PaperId(p.what), ()))


def _die(game: GameLog, p: TurningPoint, paper: Words) -> Words:
    """A die, and how it fell."""
    s, record = game.scenario, game.turns[p.turn - 1]
    following = game.turns[p.turn].dawn.entries if p.turn < len(game.turns) else []
    entries: list[Entry] = [*(record.account.entries if record.account else ()), *following]
    for entry in entries:
        match entry:
            case Deed() if p.kind in ("die", "leak") and (entry.move, entry.seat) == (p.what, p.seat):
                fell = _how(entry.grade in WON)
                if p.kind == "leak":
                    fell = "gets about" if entry.leaked else "does not get about"
                return (
                    "The die of ",
                    seat_info(game.rules, entry.seat),
                    f": {s.moves[entry.move].name} {fell}",
                )
            case Happening() if p.kind == "event" and entry.id == p.what:
                item = item_of(game.rules, entry)
                name = s.actors[item.actor].name if isinstance(item, Reaction) else item.name if item else ""
                return (f"The die of {name}: it {'happens' if entry.happened else 'does not happen'}",)
            case Showdown() if entry.exchange == p.what and entry.odds:
                slips = "slips out of hand" if entry.end == "slip" else "does not slip out of hand"
                return (f"The die of {s.exchanges[entry.exchange].name}: it {slips}",)
            case Talk() if entry.id == p.what and entry.kind in ("survived", "fell"):
                return (
                    "The last die over ",
                    *paper,
                    f": it {'holds' if entry.kind == 'survived' else 'falls'}",
                )
    return (p.what,)


def offers(game: GameLog, found: Bargaining) -> Iterator[Section]:
    """Who could have had a deal, and who fell short."""
    made, never = list[Item](), list[Item]()
    for offer in (*found.offers, *found.missed):
        note, stakes = offer.fate if offer.made else "", tuple(_stakes(game, offer))
        (made if offer.made else never).append(Item(offer_line(game, offer), stakes, note=note))
    yield Section("Offers", (List(tuple(made)),))
    yield Section("The best that were never made", (List(tuple(never)),))


def offer_line(game: GameLog, offer: Offer) -> Words:
    """When, by whom and to whom an offer was or could have been, and its terms."""
    terms = listed([game.scenario.terms[id].name for id in offer.terms])
    others = [seat for seat in offer.parties if seat != offer.author]
    who: Words = (f"For turn {offer.turn}, between ",)
    if offer.author:
        who = (f"Turn {offer.made}: ", seat_info(game.rules, offer.author), " to ")
    return (*who, *seats_words(game.rules, others), f": {terms}")


def _offers(game: GameLog, *, terms: bool) -> dict[PaperId, Words]:
    """Words for each offer, if it is to be with its terms, also for one that was signed."""
    found: dict[PaperId, Words] = {}
    for p in game.state.proposals:
        names = listed([game.scenario.terms[id].name for id in p.terms])
        found[p.id] = (*offer_words(game.rules, p), f" ({names})" if terms else "")
    return found


def _stakes(game: GameLog, offer: Offer) -> Iterator[Words]:
    for stake in offer.stakes:
        yield (seat_info(game.rules, stake.seat), f": {_points(stake.gain)} points; {_would(stake)}")


def _would(stake: Stake) -> str:
    if not stake.party:
        return "no party to it"
    return "would have signed" if stake.signs else f"{max(0.1, -stake.margin):.1f} points short of signing"


def readings(game: GameLog, found: Forecasts) -> Iterator[Section]:
    """Who misread whom."""
    rows = [
        Row(
            reading(game, r),
            r.brier,
            (f"Brier {r.brier:.2f}; wrong in {r.wrong} of {r.questions}",),
        )
        for r in sorted(found.readings, key=lambda r: -r.brier)
    ]
    yield Section(
        "Who misread whom, the worst first (0 is best, 0.25 is always saying 50 %)", (Table(tuple(rows)),)
    )
    worst = [
        Item(
            (
                seat_info(game.rules, answer.seat),
                f", turn {q.turn}: {answer.percent} % on “{_question(game, q.id)}”",
            ),
            note="it came so" if q.outcome else "it did not come so",
        )
        for q in found.questions
        for answer in q.answers
        if answer.brier is not None and answer.brier > 0.5
    ]
    yield Section("Sure and wrong", (List(tuple(worst)),))


def reading(game: GameLog, r: Reading) -> Words:
    """Who read whom."""
    return (seat_info(game.rules, r.by), " of ", seat_info(game.rules, r.of))


def _question(game: GameLog, id: ForecastId) -> str:
    return game.scenario.forecasts[id].question


def promises(game: GameLog, found: Iterable[Promised]) -> Section:
    """Promises beside deeds."""
    items = []
    for p in found:
        fate = p.status if p.settled is None else f"{p.status} in turn {p.settled}"
        if p.settled is not None:
            fate += f", known after turn {p.learned}" if p.learned else ", never known"
        items.append(Item(promise_line(game, p), note=fate))
    return Section("Promises and deeds", (List(tuple(items)),))


def promise_line(game: GameLog, p: Promised) -> Words:
    """Who promised what to whom, and when."""
    said = promise_text(game.scenario.moves[p.move], p.will, p.by, whole=True)
    return (seat_info(game.rules, p.seat), " to ", seat_info(game.rules, p.to), f", turn {p.made}: {said}")


def guesses(game: GameLog, found: Forecasts) -> Section:
    """What seats took each other's hidden aims to be, beside what they were."""
    items = []
    for guess in found.guesses:
        name = game.scenario.objectives[guess.guessed].name
        who = (seat_info(game.rules, guess.by), " of ", seat_info(game.rules, guess.of))
        items.append(Item((*who, f": {name}"), note="right" if guess.right else "wrong"))
    return Section("What they took each other's hidden aims to be", (List(tuple(items)),))


def climbers(game: GameLog, found: Escalation) -> Section:
    """Who climbed."""
    blocks: list[Block] = []
    if (peak := found.peak) is not None and game.scenario.ladder is not None:
        name = game.scenario.ladder.rungs[peak.rung].name
        blocks.append(
            Paragraph((f"The ladder stood highest in turn {peak.turn}, at {peak.highest}: {name}.",))
        )
    rows = []
    for seat, climber in found.seats.items():
        up = sum(c.after - c.before for c in found.climbs if c.seat == seat and c.after > c.before)
        down = sum(c.before - c.after for c in found.climbs if c.seat == seat and c.after < c.before)
        index = climber.index[-1] if climber.index else 0
        told = f"index {index}; moved the ladder {up} up and {down} down"
        rows.append(Row((seat_info(game.rules, seat),), index, (told,)))
    return Section("Who climbed", (*blocks, Table(tuple(rows))))


def criteria(game: GameLog, found: Iterable[Met]) -> Section:
    """What the scenario wants to teach."""
    items = []
    for one in found:
        criterion = game.scenario.criteria[one.criterion]
        met = {True: "met", False: "not met", None: "not decided yet"}[one.met]
        first = f", first after turn {one.first}" if one.met and criterion.holds == "ever" else ""
        items.append(Item((criterion.text,), note=f"{met}{first}"))
    return Section("What the game was to show", (List(tuple(items)),))


def times(game: GameLog, found: Iterable[DecisionTime]) -> Section:
    """How long decisions took, by seat."""
    by_seat: dict[SeatId, list[DecisionTime]] = {}
    for one in found:
        if one.seconds is not None or one.late:
            by_seat.setdefault(one.seat, []).append(one)
    rows = []
    for seat, taken in by_seat.items():
        counted = [one.seconds for one in taken if one.seconds is not None]
        mean = sum(counted) / len(counted) if counted else None
        late = sum(one.late for one in taken)
        told = [f"{mean:.0f} s in the mean, {max(counted)} s at most"] if mean is not None else []
        told += [f"out of time {late} times"] if late else []
        rows.append(Row((seat_info(game.rules, seat),), mean, ("; ".join(told),)))
    return Section("How long decisions took", (Table(tuple(rows)),))
