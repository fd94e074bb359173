"""The end of a game: what holds, the epilogue, scores, verdict, escalation, forecasts."""

from __future__ import annotations

from collections.abc import Mapping

from wargame.debrief.model import Heading, Item, List, Paragraph, Row, Section, Span, Table, Target, Words
from wargame.debrief.sections.odds import lasting_table, roll_words, sum_table
from wargame.rules.views import AgreementView, EndView, ScoreView, SeatInfo
from wargame.rules.wording import ACTS, capital, listed
from wargame.scenario.model import Scenario

_GAINS = 2
"""Of how many terms it is told what each is worth to a seat."""
_STANCES = ACTS | {"silent": "is silent on"}
FORECASTS = "Forecasts: Brier score (0 is best, 0.25 is what always saying 50 % gets, 1 is worst)"
"""What the scores of forecasts mean, told above them."""


def seats_of(end: EndView) -> dict[str, SeatInfo]:
    """Every seat by its id."""
    return {score.seat.id: score.seat for score in end.scores}


def agreement(end: EndView, item: AgreementView) -> Section:
    """An agreement, what seats say of it, and whether it lasts, with the sum by which the dice judged it."""
    seats = seats_of(end)
    parties = listed([seats[party].name for party in item.parties])
    stances = [Item((seats[seat], f" {_STANCES[stance]} it.")) for seat, stance in item.stances]
    fate = [Item((*_die(item), f"{capital(_fate(item))}."))] if item.survived is not None else []
    lasts: tuple[List | Table, ...] = (List(tuple(fate)),)
    if item.judged is not None:
        odds = Item((f"Odds to outlive the last turn: {item.judged}.",))
        lasts = (List((odds,)), sum_table(item.judged, inner=True), *lasts)
    title = f"The agreement of {parties}, turn {item.since}"
    return Section(title, (*terms(item).blocks, List(tuple(stances)), *lasts))


def terms(item: AgreementView) -> Section:
    """The clauses of an agreement and how each stands."""
    clauses = List(tuple(Item((clause,), note=standing) for clause, standing in item.clauses))
    since = Span(f", in force since turn {item.since}", "faint")
    return Section("The agreement", (clauses,), (Span("The agreement", "strong"), since))


def lasting(item: AgreementView) -> Table:
    """Whether an agreement lasts: the reasons, what they come to, the die, the outcome."""
    rows: tuple[Row, ...] = ()
    if item.judged is not None:
        rows = lasting_table(item.judged).rows
    if item.survived is not None:
        rows += (Row((*_die(item), Span(f" {capital(_fate(item))}. ", "fate")), None, ()),)
    return Table(rows, adds=True)


def _die(item: AgreementView) -> Words:
    if item.judged is None or item.roll is None:
        return ()
    return (*roll_words(item.judged.percent, item.roll), " ")


def _fate(item: AgreementView) -> str:
    if item.survived and item.judged is None:
        return "it holds: the change of hands does not concern it"
    return "it holds" if item.survived else "it falls"


def heading(end: EndView) -> Heading:
    """How the game ended."""
    broken = f", broken off after turn {end.broken}" if end.broken else ""
    return Heading(f"The end: {end.name}{broken}")


def in_short(end: EndView) -> Table:
    """The verdict, if there is one, and what each seat got, with its aims."""
    total, word = end.verdict.percent, end.verdict_word or "no word"
    judged = [Row((f"Historians' verdict: {word}",), total, (f"{total} of 100",))] if end.judged else []
    scores = (Row((one.seat, f": {_aims(one)}"), one.score, (f"{one.score} of 100",)) for one in end.scores)
    return Table((*judged, *scores))


def _aims(item: ScoreView) -> str:
    return ", ".join(f"{aim.name} {aim.score}{' (hidden)' if aim.hidden else ''}" for aim in item.objectives)


def deal(item: AgreementView, scenario: Scenario) -> Item:
    """An agreement in a line: its name, parties and clauses, how each stands, what came of it."""
    parties = listed([scenario.seats[party].name for party in item.parties])
    clauses = [
        f"{scenario.terms[term].name} ({standing})" if standing else scenario.terms[term].name
        for term, (_, standing) in zip(item.terms, item.clauses, strict=True)
    ]
    fate = f" {capital(_fate(item))}." if item.survived is not None else ""
    called = capital(item.name) if item.name else "An agreement"
    return Item((f"{called} of {parties}, turn {item.since}: {'; '.join(clauses)}.{fate}",))


def epilogue(end: EndView) -> Section:
    """What became of them all."""
    paragraphs = [Paragraph((text,)) for text in end.epilogue]
    if end.broken:
        told = f"Broken off after turn {end.broken}. It is told as if that had been the last."
        paragraphs.insert(0, Paragraph((Span(told, "faint"),)))
    return Section("Epilogue", tuple(paragraphs))


def table(end: EndView, told: int | None = None) -> tuple[Table, ...]:
    """All seats side by side, or the first that are ``told``: totals, hidden aims and who had guessed them,
    promises, forecasts (the best of them when all are told), and who got what of that which was agreed."""
    shown = end.scores[:told]
    return tuple(_seat(item, end, whole=shown == end.scores) for item in shown)


def _seat(item: ScoreView, end: EndView, *, whole: bool) -> Table:
    rows = [Row((item.seat, ""), item.score, (Span(f"{item.score}", "strong"), " of 100"))]
    for aim in item.objectives:
        if aim.hidden:
            rows.append(
                Row(
                    (*_label("hidden aim"), aim.name, *_guessed(item, len(end.scores) - 1)),
                    aim.score,
                    (f"{aim.score}",),
                )
            )
    brier = dict(end.brier)
    mine, best = brier.get(item.seat.id), min(brier.values(), default=None) if whole else None
    told = "none" if mine is None else f"{mine:.2f}{', the best' if mine == best else ''}"
    promises = f"{item.kept} kept, {item.broke} broken"
    lead = Span("; forecasts (lower is better)", "faint")
    rows.append(Row((*_label("promises"), promises, lead), mine, (told,)))
    if item.gains is not None:
        names = [f"{name} {points:+d}" for name, points in item.gains]
        shown = names if len(names) <= _GAINS + 1 else [*names[:_GAINS], f"{len(names) - _GAINS} more"]
        total = sum(points for _, points in item.gains)
        what = ", ".join(shown) or "nothing of it is in force"
        rows.append(Row((*_label("the deal"), what), total, (f"{total:+d}" if total else "0",)))
    return Table(tuple(rows))


def _label(text: str) -> Words:
    return (Span(f"{text}: ", "faint"),)


def _guessed(item: ScoreView, others: int) -> Words:
    if item.guessed is None:
        return ()
    names = [seat.name for seat in item.guessed]
    who = "all the others" if len(names) == others > 2 else listed(names) or "nobody"
    return (Span(f", guessed by {who}", "faint"),)


def score(item: ScoreView) -> Section:
    """A seat's score, objective by objective."""
    title = f"{item.seat.name}: {item.score} of 100"
    return Section(title, tuple(Target(objective) for objective in item.objectives))


def verdict(end: EndView) -> Section:
    """What is said of the game as a whole, reason by reason; nothing where the scenario has no verdict."""
    if not end.judged:
        return Section("", ())
    title = f"Historians' verdict: {end.verdict_word or 'none'}, {end.verdict.percent} of 100"
    return Section(title, (sum_table(end.verdict),))


def escalation(end: EndView) -> Section:
    """What each seat did to raise tension."""
    brief = (Span("Escalation", "strong"), Span("  what each did, weighed; less is calmer", "faint"))
    return Section("Escalation index", (_by_seat(end, dict(end.escalation), "d"),), brief)


def forecasts(end: EndView) -> Section:
    """How well each seat foresaw what came, and what the numbers mean."""
    name, colon, meaning = FORECASTS.partition(":")
    brief = (Span(name, "strong"), colon + meaning)
    table = _by_seat(end, dict(end.brier), ".2f")
    if end.analyst is not None:
        table = Table((*table.rows, Row(("The analyst",), end.analyst, (f"{end.analyst:.2f}",))))
    return Section(FORECASTS, (table,), brief)


def _by_seat(end: EndView, numbers: Mapping[str, float], form: str) -> Table:
    seats = seats_of(end)
    return Table(
        tuple(Row((seats[seat],), number, (f"{number:{form}}",)) for seat, number in numbers.items())
    )
