"""What each eye may see: a seat, the public, the umpire, the debrief. The only place where that is decided.

Views are allow-lists: each is built from what its reader may know, never by taking things away from the
truth. No view holds the seed. Texts in views are plain text, not markup.
"""

from __future__ import annotations

from wargame.rules.state import Mail, Pledge  # letters and promises stand in views as they are
from wargame.rules.views.choices import AdviceView, ChoiceView, GainsView, MoveView, OptionView, Unfinished
from wargame.rules.views.end import DebriefView, EndView, LedgerLine, ScoreView
from wargame.rules.views.papers import AgreementView, ProposalView, StanceRules, TermView
from wargame.rules.views.seat import CardChoice, CardView, ForecastView, ObjectiveView, SeatView
from wargame.rules.views.seen import (
    NEUTRAL,
    PAGE,
    Cable,
    ChanceView,
    FactorView,
    HintView,
    News,
    OddsView,
    RungView,
    SeatInfo,
    Told,
    TrackView,
    TurnInfo,
    by_prominence,
    laid_out,
)
from wargame.rules.views.table import (
    AnswerView,
    ExchangeLine,
    ExchangeView,
    PublicView,
    RevealLine,
    RoundupView,
    ShiftView,
)
from wargame.rules.views.umpire import (
    FlagNow,
    OrderedView,
    PreparedView,
    SeatOrdersView,
    TrackNow,
    UmpireView,
)

__all__ = [
    "NEUTRAL",
    "PAGE",
    "AdviceView",
    "AgreementView",
    "AnswerView",
    "Cable",
    "CardChoice",
    "CardView",
    "ChanceView",
    "ChoiceView",
    "DebriefView",
    "EndView",
    "ExchangeLine",
    "ExchangeView",
    "FactorView",
    "FlagNow",
    "ForecastView",
    "GainsView",
    "HintView",
    "LedgerLine",
    "Mail",
    "MoveView",
    "News",
    "ObjectiveView",
    "OddsView",
    "OptionView",
    "OrderedView",
    "Pledge",
    "PreparedView",
    "ProposalView",
    "PublicView",
    "RevealLine",
    "RoundupView",
    "RungView",
    "ScoreView",
    "SeatInfo",
    "SeatOrdersView",
    "SeatView",
    "ShiftView",
    "StanceRules",
    "TermView",
    "Told",
    "TrackNow",
    "TrackView",
    "TurnInfo",
    "UmpireView",
    "Unfinished",
    "by_prominence",
    "laid_out",
]
