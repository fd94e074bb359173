"""Hand-made views, so that a screen can be tested without a game."""

from __future__ import annotations

from attrs import evolve

from wargame.ids import ObjectiveId
from wargame.rules.state import Mail
from wargame.rules.views import (
    AgreementView,
    Cable,
    ChanceView,
    EndView,
    FactorView,
    News,
    ObjectiveView,
    OddsView,
    PublicView,
    RevealLine,
    RoundupView,
    RungView,
    ScoreView,
    SeatInfo,
    ShiftView,
    TrackView,
    TurnInfo,
)

SEATS = (
    SeatInfo("white_house", "White House", "The President", "The incumbent", "◆", "#56B4E9"),
    SeatInfo("pyongyang", "Pyongyang", "The Chairman", "The chairman", "★", "#D55E00"),
    SeatInfo("beijing", "Beijing", "The General Secretary", "The general secretary", "●", "#E69F00"),
    SeatInfo("transition", "Transition", "The President-elect", "The president-elect", "▲", "#009E73"),
)
TURN = TurnInfo(3, 8, "October surprise", "3-23 October 2020", 104)


def track(
    name: str, value: int, band: str, trend: int | None, past: tuple[int, ...], good: str = "up"
) -> TrackView:
    """A track seen exactly."""
    return TrackView(name.lower(), name, "", str(value), value, 0, 100, band, trend, good, True, past)


TRACKS = (
    track("Tension", 46, "provocation", 1, (20, 31, 46), "down"),
    track("Trust", 28, "low", -1, (34, 33, 28)),
    track("Enforcement", 58, "patchy", 0, (58, 58, 58), ""),
    track("Welfare", 41, "strained", 1, (44, 39, 41)),
    TrackView("arsenal", "Arsenal", "", "20-30", None, 20, 30, "growing", None, "down", False, (22, 24, 25)),
    TrackView("elite", "Elite cohesion", "", "firm", None, 0, 100, "firm", None, "up", False, (60, 60, 60)),
)
LADDER = (
    RungView("Letter", "Words on paper.", 0, False),
    RungView("Parade", "Weapons shown, not fired.", 20, False),
    RungView("Short range", "Missiles that reach the neighbours.", 35, True),
    RungView("Submarine launch", "", 50, False),
    RungView("Long range", "A missile that reaches everybody.", 70, False),
    RungView("Nuclear test", "The moratorium is over.", 90, False),
)
NEWS = (
    News(
        3,
        "Giant missile rolls through Pyongyang, stays on its truck",
        "A parade at midnight showed a missile larger than any seen before. The leader thanked the troops "
        "for their work after the floods and wept. He named no country. Analysts disagree whether it can "
        "fly; nobody doubts whom it was meant for.",
        9,
        "Pyongyang",
        "pyongyang",
    ),
    News(3, "Beijing marks the anniversary of its war", "Veterans were honoured.", 4,
         "Beijing", "beijing"),
    News(3, "Seoul asks for calm", "It proposes again to declare the war over.", 3, "Seoul", "seoul"),
    News(3, "A train of grain is seen at the river", "It crossed by night, two say.", 2, "The border",
         "dandong", unconfirmed=True),
    News(3, "Third debate: each promises to be the tougher and the wiser", "", 2, "White House"),
)  # fmt: skip


def odds(percent: int, words: str, *factors: tuple[int, str]) -> OddsView:
    """An odds sum whose base makes it come out."""
    return OddsView(
        percent, words, percent - sum(add for add, _ in factors), tuple(FactorView(*one) for one in factors)
    )


AGREEMENT = AgreementView(
    "d1",
    "white_house",
    ("pause", "relief"),
    ("white_house", "pyongyang"),
    (
        ("The DPRK halts the production of fissile material at Yongbyon.", "kept"),
        ("The United States suspends two sanctions on textiles for eighteen months.", "late"),
    ),
    2,
    (("transition", "endorse"), ("beijing", "silent")),
    OddsView(57, "about even", 40, (FactorView(15, "endorsed by those who follow"),
                                          FactorView(12, "performed so far"), FactorView(-10, "late once"))),
    None,
    name="the October paper",
    judged=OddsView(57, "about even", 40, (FactorView(15, "endorsed by those who follow"),
                                           FactorView(12, "performed so far"), FactorView(-10, "late once"))),
    chance=ChanceView(odds(54, "about even"), 6, 6, "the transition was briefed"),
)  # fmt: skip
PUBLIC = PublicView(
    "The Peninsula Herald", "24 October 2020", 4, TURN, False, SEATS, TRACKS, LADDER, NEWS, (AGREEMENT,)
)
LONE_PUBLIC = PublicView("The Herald", "", 1, TURN, False, SEATS, (), (), (), ())
CABLE = Cable(
    3,
    "event",
    "Our people at the station count forty wagons. The manifest says fertiliser; the guards say rice. Nobody "
    "at the ministry will put a signature under either.",
)
LETTER = Mail(
    2,
    "pyongyang",
    "white_house",
    "Excellency,\nI think of the afternoon on the island. What we began there should not end in a drawer. If "
    "the sanctions on cloth and coal were lifted, the furnace could rest.",
)


REVEAL = (
    RevealLine("White House", "◆", "#56B4E9", "Send a private letter",
               odds(52, "chances about even", (10, "letters answered before"), (8, "no launch since March"),
                    (-6, "the leaked memoir")),
               41, "success", "The letter arrives, is read aloud, and pleases."),
    RevealLine("Pyongyang", "★", "#D55E00", "Parade a new missile",
               odds(93, "almost certain"), 12, "triumph", "It is larger than any, and stays on its truck."),
    RevealLine("Beijing", "●", "#E69F00", "Ask for calm", odds(75, "probable", (5, "trade is good")), 88,
               "failure", "Nobody quotes it."),
    RevealLine("Seoul", "■", "", "", None, None, "", "Seoul proposes again to declare the war over."),
)  # fmt: skip

ROUNDUP = RoundupView(
    (
        RevealLine("White House and Pyongyang", "■", "", "White House and Pyongyang sign the October paper",
                   None, None, "", ""),
        RevealLine("White House", "◆", "#56B4E9", "Claim the quiet, and wait", None, None, "success", ""),
        evolve(REVEAL[0], sentence="A letter goes to Pyongyang, officials say"),
        evolve(REVEAL[1], sentence=NEWS[0].headline),
        evolve(REVEAL[2], sentence=""),
        RevealLine("Beijing", "●", "#E69F00", "changes hands", None, None, "", "A caretaker plays it."),
    ),
    NEWS[2:4],
    (
        ShiftView("Tension", "46", "up 15: Short range", 1, REVEAL[1]),
        ShiftView("Arsenal", "20-30", "was 10-20", 1, None),
        ShiftView("Aid has reached the North", "", "", 0, REVEAL[0]),
    ),
    ((SEATS[0], "We keep our word, and expect the same."),),
)  # fmt: skip
LAST_DIE = RevealLine(
    "The last die", "■", "", "Will the October paper of White House and Pyongyang last?",
    AGREEMENT.judged, 81, "", "The paper does not outlive the hand-over.", AGREEMENT.chance,
)  # fmt: skip
DECKS = tuple(
    (seat, tuple((ObjectiveId(name), name) for name in names))
    for seat, *names in (
        (SEATS[1], "Treated as an equal", "On your own feet"),
        (SEATS[2], "A card in Washington"),
        (SEATS[3], "Free hands", "Families first"),
    )
)
END = EndView(
    "small_deal",
    "A small deal",
    "A modest paper outlives its makers",
    (
        "Spring 2021 comes without a launch. Inspectors are counted in twos, wagons in hundreds.",
        "The paper is called thin on every side, and kept on every side. In April nurses cross the bridge.",
    ),
    (AGREEMENT,),
    tuple(
        ScoreView(
            seat,
            score,
            (
                ObjectiveView(
                    "A deal with a name on it", "Sign an agreement.", False, score, "It was signed, and late."
                ),
                ObjectiveView(
                    "Not on my watch", "No launch while you are there.", True, 100, "Nothing flew."
                ),
            ),
            kept=2,
            broke=1,
            gains=(("Interim freeze", 9), ("Family visits", 5), ("Liaison offices", 2), ("Travel ban", -1)),
            guessed=tuple(other for other in SEATS if other is not seat)[: score % 4],
        )
        for seat, score in zip(SEATS, (64, 58, 71, 49), strict=True)
    ),
    odds(62, "sound", (20, "no war"), (-8, "the arsenal grew")),
    "Sound",
    (("white_house", 12), ("pyongyang", 34), ("beijing", -2), ("transition", 0)),
    (("white_house", 0.31), ("pyongyang", 0.18), ("beijing", 0.42), ("transition", 0.25)),
    "You were four offices for an hour. Put them down now: who holds them is real, and so are you.",
)
