"""What a seat sees, made by hand: a desk in the middle of a game, and an empty one."""

from __future__ import annotations

from attrs import evolve

from tests.tui.samples import NEWS as STORIES
from wargame.rules.state import Mail, Pledge
from wargame.rules.views import (
    AdviceView,
    AgreementView,
    Cable,
    ChanceView,
    ChoiceView,
    FactorView,
    ForecastView,
    GainsView,
    MoveView,
    News,
    ObjectiveView,
    OddsView,
    OptionView,
    ProposalView,
    RungView,
    SeatInfo,
    SeatView,
    StanceRules,
    TermView,
    TrackView,
    TurnInfo,
)
from wargame.scenario.model import (
    Map,
    Place,
)

US = SeatInfo("trump", "White House", "The White House", "Donald Trump", "◆", "#56B4E9")
KIM = SeatInfo("kim", "Pyongyang", "State Affairs Commission", "Kim Jong Un", "★", "#D55E00")
XI = SeatInfo("xi", "Beijing", "Zhongnanhai", "Xi Jinping", "●", "#E69F00")
BIDEN = SeatInfo("biden", "Transition", "The campaign", "Joe Biden", "▲", "#009E73")
BOLTON, BIEGUN = "National Security Adviser", "Special Representative"


def advice(pressure: str, talks: str) -> tuple[AdviceView, ...]:
    return AdviceView(BOLTON, "pressure", pressure), AdviceView(BIEGUN, "talks", talks)


def odds(percent: int, word: str, base: int, *factors: FactorView) -> OddsView:
    return OddsView(percent, word, base, factors)


def move(id: str, name: str, line: str, stage: str, cost: int, o: OddsView, **more: object) -> MoveView:
    plain: dict[str, object] = {
        "closed": "",
        "options": (),
        "visibility": "open",
        "leak": 0,
        "effects": ("If it works: Trust up 3.",),
        "advice": advice("It shows spine.", "It closes a door."),
        "severity": "status-quo",
        "rung": "",
    }
    return MoveView(id=id, name=name, line=line, stage=stage, cost=cost, odds=o, **(plain | more))


TONE = OptionView(
    "tone",
    "Tone",
    (
        ChoiceView("warm", "warm", "A note in your own hand."),
        ChoiceView("formal", "formal", "Through the New York channel, with a list."),
    ),
)
MOVES = (
    move(
        "letter_kim",
        "Send Kim a private letter",
        "A warm note with one concrete step in it.",
        "words",
        1,
        odds(
            52,
            "about even",
            40,
            FactorView(10, "letters were answered before"),
            FactorView(8, "no long-range launch since 2017"),
            FactorView(-6, "the book of leaked letters"),
            FactorView(8, "he answers warmly this turn", unknown=True),
        ),
        options=(TONE,),
        visibility="quiet",
        leak=15,
        severity="de-escalation",
        effects=("If it works: Trust up 6, Standing down 1.", "If not: Standing down 2."),
        advice=advice("He pockets it and parades.", "Nobody else can write it."),
    ),
    move(
        "brief_transition",
        "Brief the transition on Korea",
        "One afternoon, two folders, no press.",
        "words",
        1,
        odds(75, "probable", 75),
        visibility="covert",
        leak=30,
    ),
    move(
        "flood_relief",
        "Offer flood relief, quietly, through Beijing",
        "Rice and water pumps without a flag.",
        "diplomacy",
        1,
        odds(30, "probably not", 40, FactorView(-10, "the border is shut")),
    ),
    move(
        "envoy",
        "Send an envoy to Panmunjom",
        "Wait there until somebody comes out.",
        "diplomacy",
        2,
        odds(30, "probably not", 30),
    ),
    move(
        "designate",
        "Routine designations",
        "Some ships, two banks nobody knows.",
        "economy",
        1,
        odds(93, "almost certain", 93),
        severity="non-violent",
    ),
    move(
        "bombers",
        "Fly bombers up the coast",
        "Two aircraft, visible on every radar.",
        "force",
        2,
        odds(93, "almost certain", 93),
        severity="posturing",
        rung="Show of force",
    ),
    move(
        "suspension",
        "Offer a timed suspension",
        "Coal and cloth for eighteen months.",
        "diplomacy",
        2,
        odds(40, "about even", 40),
        closed="Kim has to announce a freeze first",
    ),
    move(
        "summit",
        "Meet him once more",
        "A handshake at short notice.",
        "diplomacy",
        3,
        odds(7, "almost certainly not", 7),
        closed="nobody travels while the border is shut",
    ),
)

GAINS = {
    "letter_kim": GainsView((("A deal", 1), ("No humiliation", -1))),
    "brief_transition": GainsView((), (("How likely a deal lasts", 2),)),
    "envoy": GainsView(
        (("A deal", 2),), opens=("Offer a timed suspension",), terms=("Liaison offices", "Hand-over memo")
    ),
    "bombers": GainsView((("A deal", -2), ("No humiliation", 1)), (("Belief in promises", -1),)),
}


def term(
    id: str, name: str, text: str, by: tuple[str, ...], points: int, worth: str, **more: object
) -> TermView:
    plain: dict[str, object] = {"closed": "", "advice": (), "requires": (), "excludes": ()}
    return TermView(id=id, name=name, text=text, by=by, worth=worth, points=points, **(plain | more))


TERMS = (
    term(
        "suspend",
        "Suspend coal and textile bans",
        "The United States suspends the bans on coal and textiles for eighteen months, with snapback.",
        ("trump",),
        -3,
        "costs us",
        requires=("freeze",),
        advice=advice("Your hawks will call this a gift.", "It can be taken back, and he knows it."),
    ),
    term(
        "exercises",
        "Pause the spring exercise",
        "The United States holds no large exercise before July 2021.",
        ("trump",),
        -1,
        "a small cost",
    ),
    term(
        "freeze",
        "Freeze fissile production",
        "The DPRK halts all production of fissile material and admits inspectors to Yongbyon.",
        ("kim",),
        6,
        "a prize",
        advice=advice("Trust nothing that is not counted.", "This is the whole point."),
    ),
    term(
        "moratorium",
        "Test moratorium in writing",
        "The DPRK tests no nuclear weapon and no long-range missile.",
        ("kim",),
        4,
        "good for us",
    ),
    term(
        "offices",
        "Liaison offices",
        "Both open a liaison office in the other's capital.",
        ("trump", "kim"),
        1,
        "a small gain",
    ),
    term(
        "grain",
        "Grain from China",
        "China delivers 600,000 tonnes of grain before February.",
        ("xi",),
        1,
        "a small gain",
    ),
    term(
        "lift",
        "Lift the sanctions",
        "The Council lifts the civilian sanctions of 2016 and 2017.",
        ("trump", "xi"),
        -9,
        "a wound",
        closed="the Council would never agree before a freeze",
        excludes=("suspend",),
    ),
    term(
        "memo",
        "Hand-over memo",
        "The text goes to the transition with a memo.",
        ("trump",),
        1,
        "a small gain",
    ),
)


def track(
    id: str, name: str, what: str, value: int, band: str, trend: int, good: str, past: tuple[int, ...]
) -> TrackView:
    return TrackView(id, name, what, str(value), value, 0, 100, band, trend, good, True, past)


TRACKS = (
    track(
        "tension",
        "Ladder",
        "How near the world is to war over Korea.",
        5,
        "provocation",
        1,
        "down",
        (2, 3, 5),
    ),
    track(
        "trust",
        "Trust",
        "What each leader thinks the other's word is worth.",
        28,
        "thin",
        -1,
        "up",
        (34, 33, 28),
    ),
    track(
        "enforcement", "Enforcement", "How tightly the sanctions are kept.", 58, "patchy", 0, "", (58, 58, 58)
    ),
    track("standing", "Standing", "What your word is worth at home.", 45, "contested", 1, "up", (41, 42, 45)),
    TrackView(
        "arsenal",
        "Arsenal",
        "Warheads, as your services guess.",
        "20-30",
        None,
        20,
        30,
        "growing",
        None,
        "down",
        False,
        (24, 25, 25),
    ),
    TrackView(
        "welfare",
        "Welfare",
        "How people in the North live.",
        "hungry",
        None,
        0,
        100,
        "hungry",
        -1,
        "up",
        False,
        (40, 38, 35),
    ),
)
LADDER = (
    RungView("Letters", "Words on paper.", 0, False),
    RungView("Parade", "Weapons shown, not fired.", 3, False),
    RungView("Provocation", "Short-range missiles.", 5, True),
    RungView("Satellite", "", 7, False),
    RungView("Nuclear test", "", 9, False),
    RungView("War", "Everybody loses.", 10, False),
)
PARADE, _, CALM, GRAIN, _ = STORIES
NEWS = (
    PARADE,
    CALM,
    GRAIN,
    News(2, "Book of letters is published", "Twenty-seven of them, some of them beautiful.", 6, "Washington"),
)
CABLES = (
    Cable(
        3,
        "event",
        "Biegun's counterpart asked in New York, off the record, what becomes of a paper after January.",
    ),
    Cable(3, "report", "Your offer of flood relief was not answered. The border stays shut."),
    Cable(2, "notice", "The election is in five weeks: what you do now looks like theatre to many."),
)
RECEIVED = (
    Mail(1, "xi", "trump", "China hopes that all sides show restraint."),
    Mail(
        2,
        "kim",
        "trump",
        "Excellency,\nI think of the afternoon on the island. What we began there should not end in "
        "a drawer. If the bans on cloth and coal were lifted, the furnace could rest.",
    ),
)
SENT = (
    Mail(1, "trump", "kim", "Dear Chairman, we get along. Let us do something big and beautiful together."),
)
PLEDGES = (Pledge("kim", "trump", "icbm_test", False, 2, 4), Pledge("trump", "kim", "bombers", False, 1, 3))
PROPOSALS = (
    ProposalView(
        "2-kim",
        "kim",
        ("trump", "kim"),
        ("suspend", "moratorium"),
        (TERMS[0].text, TERMS[3].text),
        "One step for one step.",
        2,
        4,
        ("kim",),
        "open",
        "party",
        True,
        "",
        (("xi", "endorse"),),
        (f"{BOLTON}: He sells the same horse again.", f"{BIEGUN}: Take the horse."),
    ),
)
AGREEMENTS = (
    AgreementView(
        "1-xi",
        "xi",
        ("trump", "xi"),
        ("grain",),
        ((TERMS[5].text, "late"),),
        2,
        (("biden", "endorse"),),
        odds(
            57, "about even", 40, FactorView(15, "endorsed by those who follow"), FactorView(2, "kept so far")
        ),
        None,
        "the September paper",
        ChanceView(odds(48, "about even", 48), -9, -9, "Pyongyang has spoken against it"),
    ),
)
MAP = Map(
    art="\n".join(
        [
            "            .-~~~-.",
            "    CHINA  /       `.  ~",
            "   .------'          |",
            "  /                 /",
            "  `.    N         .'",
            "    `-.__    __.-'   SEA OF JAPAN",
            "   - - - - - - -",
            "   YELLOW   S  \\",
            "   SEA  \\      |",
            "         `.___.'",
        ]
    ),
    places={
        "pyongyang": Place(id="pyongyang", name="Pyongyang", x=6, y=4),
        "seoul": Place(id="seoul", name="Seoul", x=10, y=7),
        "dandong": Place(id="dandong", name="Dandong", x=4, y=2),
    },
)

VIEW = SeatView(
    seat=US,
    others=(KIM, XI, BIDEN),
    turn=TurnInfo(3, 8, "October surprise", "3-23 October 2020", 104),
    over=False,
    card="You promised that there would be no war, and there was none. You wrote twenty-seven letters to a "
    "man nobody else could talk to. You have until noon on 20 January.\n\nYour attention is your budget. It "
    "is full in September and a trickle in January. Use it before it runs out.",
    aim="A deal with your name on it, and no humiliation.",
    stakes="A test on your watch says that the letters were theatre.",
    resource="Attention",
    resource_left=4,
    allowance=2,
    tracks=TRACKS,
    flags=(("Washington and Pyongyang have a working channel", 1), ("The North has held a parade", 2)),
    ladder=LADDER,
    news=NEWS,
    cables=CABLES,
    received=RECEIVED,
    sent=SENT,
    pledges=PLEDGES,
    proposals=PROPOSALS,
    agreements=AGREEMENTS,
    moves=MOVES,
    terms=TERMS,
    max_terms=6,
    forecast=ForecastView(
        "test",
        "Will Pyongyang test a long-range missile before the vote?",
        (
            (93, "almost certain"),
            (75, "probable"),
            (50, "about even"),
            (30, "probably not"),
            (7, "almost certainly not"),
        ),
    ),
    objectives=(
        ObjectiveView("A deal", "Sign an agreement that is still in force on 20 January.", False),
        ObjectiveView("No humiliation", "No long-range or nuclear test while you are in office.", False),
        ObjectiveView("The prize", "Be named in Oslo: two seats endorse your agreement.", True),
    ),
    promisable=tuple((m.id, m.name) for m in MOVES),
    signers=("trump", "kim", "xi"),
    stance=StanceRules("", ("Standing up 2",), ("Trust down 5",)),
)
EMPTY = evolve(
    VIEW,
    news=(),
    cables=(),
    received=(),
    sent=(),
    pledges=(),
    proposals=(),
    agreements=(),
    turn=TurnInfo(1, 8, "Letters", "7-18 September 2020", 135),
)
