"""A draft of orders as a list of items: what has been composed, and what is still open."""

from __future__ import annotations

from wargame.desk.draft import OrdersDraft
from wargame.desk.proposal import ProposalDraft
from wargame.desk.wording import STANCES, counted, option_words, promise_line, seat_names
from wargame.rules.orders import Draft, Letter, Order, Stance
from wargame.rules.views import ProposalView
from wargame.rules.wording import listed
from wargame.values import frozen


@frozen
class Item:
    """A line of the list.

    ``id`` is ``kind:key`` (``move:parade``, ``letter:0``, ``answer:p1``). ``right`` is a short figure for the
    right edge. ``state`` is ``done``, ``open`` (must be told before the commit) or ``free`` (could be done).
    """

    id: str
    text: str
    right: str = ""
    state: str = "done"

    @property
    def kind(self) -> str:
        """What it is: move, letter, draft, answer, stance, forecast, say, note."""
        return self.id.partition(":")[0]

    @property
    def key(self) -> str:
        """Which one: the id of a move or proposal, or a number."""
        return self.id.partition(":")[2]


@frozen
class Group:
    """Items of one sort under a title."""

    title: str
    items: tuple[Item, ...]


def groups(draft: OrdersDraft) -> tuple[Group, ...]:
    """Everything in the draft, sort by sort, with what is still open."""
    return (_moves(draft), _letters(draft), _proposals(draft), _rest(draft))


def done(draft: OrdersDraft) -> tuple[Item, ...]:
    """Only what has been composed."""
    return tuple(item for group in groups(draft) for item in group.items if item.state == "done")


def move_line(draft: OrdersDraft, order: Order) -> str:
    """A chosen move with its options and how many reasons are given for it."""
    entry = draft.move(order.move)
    parts = [entry.name]
    if entry.options:
        parts.append(option_words(entry.options, order.options))
    if order.arguments:
        parts.append(counted(len(order.arguments), "reason"))
    return " · ".join(parts)


def letter_line(draft: OrdersDraft, letter: Letter) -> str:
    """A letter: to whom, a promise if there is one, how it begins."""
    start = " ".join(letter.text.split())
    start = start if len(start) <= 60 else start[:59] + "…"
    promise = f" [{promise_line(draft.view, letter.promise)}]" if letter.promise else ""
    return f"To {draft.name(letter.to)}: {start}{promise}"


def draft_line(draft: OrdersDraft, proposal: Draft) -> str:
    """The draft of a proposal: to whom, which terms."""
    return f"Offer to {addressed(draft, proposal)}: {terms_line(draft, proposal)}"


def stance_line(draft: OrdersDraft, stance: Stance) -> str:
    """A stance on an offer or an agreement."""
    return f"We {STANCES[stance.stance]} {subject(draft, stance.about)}"


def addressed(draft: OrdersDraft, proposal: Draft) -> str:
    """Who else has to sign the draft of a proposal."""
    return seat_names(draft.view, ProposalDraft.of(draft, proposal).signers())


def terms_line(draft: OrdersDraft, proposal: Draft) -> str:
    """The terms of the draft of a proposal by name."""
    drafted = ProposalDraft.of(draft, proposal)
    return listed([drafted.term(term).name for term in drafted.terms])


def proposal_line(draft: OrdersDraft, proposal: ProposalView) -> str:
    """A proposal as others made it: whose, to whom, how many terms."""
    who = "Your offer" if proposal.mine == "author" else f"Offer of {draft.name(proposal.author)}"
    to = [p for p in proposal.parties if p != proposal.author]
    return f"{who} to {seat_names(draft.view, to)}: {counted(len(proposal.clauses), 'term')}"


def subject(draft: OrdersDraft, about: str) -> str:
    """What a stance is about, in words; a paper that is signed is no offer any more."""
    for agreement in draft.view.agreements:
        if agreement.id == about:
            others = [p for p in agreement.parties if p != draft.view.seat.id]
            if len(others) < len(agreement.parties):
                return f"our agreement with {seat_names(draft.view, others)}"
            return f"the agreement of {seat_names(draft.view, others)}"
    for proposal in draft.view.proposals:
        if proposal.id == about:
            return f"the offer of {draft.name(proposal.author)}"
    return "a deal"


def _moves(draft: OrdersDraft) -> Group:
    items = []
    for order in draft.orders.moves:
        entry = draft.move(order.move)
        cost = f"{entry.cost}  " if entry.cost else ""
        items.append(Item(f"move:{order.move}", move_line(draft, order), f"{cost}{draft.odds(order)}"))
    if left := draft.to_choose:
        some = f"{left} {'more' if draft.orders.moves else 'moves'}"
        text = "Choose a move" if some == "1 moves" else f"Choose {some}"
        items.append(Item("move:", text, "5 Moves", "open"))
    count = f"{len(draft.orders.moves)} of {draft.view.allowance}"
    money = f" · {draft.view.resource.lower()} left {draft.resource_left}" if draft.view.resource else ""
    return Group(f"MOVES {count}{money}", tuple(items))


def _letters(draft: OrdersDraft) -> Group:
    items = [
        Item(f"letter:{n}", letter_line(draft, letter), "letter")
        for n, letter in enumerate(draft.orders.letters)
    ]
    if not items and not draft.view.late:
        items.append(Item("letter:", "Write a letter", "3 Letters", "free"))
    return Group("LETTERS", tuple(items))


def _proposals(draft: OrdersDraft) -> Group:
    items = []
    for proposal in draft.view.proposals:
        answer = draft.answered(proposal.id)
        if answer:
            verb = "Sign" if answer == "sign" else "Refuse"
            text = f"{verb} the {_lower(proposal_line(draft, proposal))}"
            items.append(Item(f"answer:{proposal.id}", text, _instead(draft, proposal, answer)))
        elif proposal.must_answer:
            line = proposal_line(draft, proposal)
            items.append(
                Item(f"answer:{proposal.id}", f"Answer the {_lower(line)}", "S signs, R refuses", "open")
            )
    for stance in draft.orders.stances:
        items.append(Item(f"stance:{stance.about}", stance_line(draft, stance)))
    items += [
        Item(f"draft:{n}", draft_line(draft, own), "offer") for n, own in enumerate(draft.orders.drafts)
    ]
    if not draft.orders.drafts and draft.view.terms and not draft.view.late:
        items.append(Item("draft:", "Draft a deal", "4 Deals", "free"))
    return Group("DEALS", tuple(items))


def _instead(draft: OrdersDraft, proposal: ProposalView, answer: str) -> str:
    """What stands beside a refusal: that an own draft goes back to the author."""
    return "you counter it" if answer == "refuse" and countered(draft, proposal) else ""


def countered(draft: OrdersDraft, proposal: ProposalView) -> bool:
    """Does an offer of one's own go back to the author of this one?"""
    return any(proposal.author in ProposalDraft.of(draft, own).signers() for own in draft.orders.drafts)


def _rest(draft: OrdersDraft) -> Group:
    items = []
    question = draft.view.forecast
    if question is not None:
        given = draft.orders.forecast
        if given is None:
            items.append(Item("forecast:", question.question, "not given", "open"))
        else:
            items.append(Item("forecast:", question.question, forecast_words(draft, given)))
    if draft.orders.say:
        items.append(Item("say:", f"In public: “{draft.orders.say}”", "said with it"))
    else:
        items.append(Item("say:", "Say a sentence in public", "sentence", "free"))
    if draft.orders.why:
        items.append(Item("note:", f"Note: {draft.orders.why}", "for the debrief"))
    else:
        items.append(Item("note:", "Say why, for the debrief", "note", "free"))
    return Group("FORECAST AND WORDS", tuple(items))


def forecast_words(draft: OrdersDraft, percent: int) -> str:
    """``probable (75 %)`` where that is one of the usual answers, else the nearest word with the number."""
    words = draft.view.forecast.words if draft.view.forecast else ()
    if not words:
        return f"{percent} %"
    near = min(words, key=lambda pair: abs(pair[0] - percent))
    return f"{near[1]} ({percent} %)"


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
