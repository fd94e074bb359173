"""What a card does not speak of itself: offers that wait for an answer or for somebody else's signature,
one's word that is given or due."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content
from textual.style import Style

from wargame.desk.draft import OrdersDraft
from wargame.desk.items import countered, draft_line, stance_line
from wargame.desk.promises import given_up, kept_by
from wargame.desk.wording import lapses, move_name
from wargame.rules.views import CardChoice, CardView, Pledge, ProposalView
from wargame.rules.wording import listed, offer_name, own_offer
from wargame.tui.desk.proposal_text import points_of
from wargame.tui.desk.text import wrapped
from wargame.tui.untrusted import plain, styled
from wargame.tui.widgets.drawn import clip, spread


def asked_now(card: CardView, draft: OrdersDraft) -> ProposalView | None:
    """The offer that the keys answer: of those that the choice leaves open the first without an answer, else
    the last one."""
    waiting = draft.left_open(card)
    return next((p for p in waiting if not draft.answered(p.id)), waiting[-1] if waiting else None)


def beside(card: CardView, draft: OrdersDraft, width: int, *, tight: bool = False) -> list[Content]:
    """What falls due and what waits, in as few lines as there can be; each in one where it is ``tight``."""
    lines = [clip(line, width) if tight else line for line in _due(card, draft)]
    asked = asked_now(card, draft)
    for offer in draft.left_open(card):
        lines += _offer(draft, offer, width, keys=offer is asked, tight=tight)
    for told in map(plain, _outstanding(draft)):
        lines += [clip(told, width)] if tight else wrapped(told, width, "  ", "")
    for own in _own(card, draft):
        told = Content.assemble(("✓ ", "bold $accent"), plain(own, 300))
        lines += [clip(told, width)] if tight else wrapped(told, width, "  ", "")
    return lines


def _outstanding(draft: OrdersDraft) -> Iterator[str]:
    """The offers that the seat has signed and others still can, whatever it orders now."""
    for offer in draft.view.proposals:
        if offer.status != "open" or draft.view.seat.id not in offer.signed or offer.closed:
            continue
        name = own_offer(offer.id, offer.made)
        if offer.mine != "author":
            name = f"{offer_name(draft.name(offer.author), offer.id, offer.made)}, signed by you"
        signers = listed([draft.name(party) for party in offer.parties if party not in offer.signed])
        yield f"{signers} can still sign {name}: {lapses(draft.view, offer)}"


def _own(card: CardView, draft: OrdersDraft) -> Iterator[str]:
    """What goes out with the choice, or without one, that the card does not speak of."""
    own = draft.beside(card)
    if moves := draft.own_moves(card):
        yield f"Ordered by yourself: {listed([draft.move(order.move).name for order in moves])}"
    if own.letters:
        names = listed([draft.name(to) for to in dict.fromkeys(letter.to for letter in own.letters)])
        yield f"{'A letter' if len(own.letters) == 1 else f'{len(own.letters)} letters'} of yours to {names}"
    yield from (stance_line(draft, stance) for stance in own.stances)
    yield from (draft_line(draft, offer) for offer in own.drafts)


def words_given(card: CardView, choice: CardChoice, draft: OrdersDraft, width: int) -> list[Content]:
    """Whether a choice makes a promise, and which earlier one it keeps or breaks that the others don't."""
    orders, told = choice.orders, list[Content]()
    for letter in orders.letters:
        if letter.promise is not None:
            told.append(Content.styled(f"A promise to {draft.name(letter.to)}", "$faint"))
    for pledge in kept_by(draft, orders):
        told.append(Content.assemble(("✓ ", "bold"), f"Keeps your word to {draft.name(pledge.to)}"))
    for pledge in given_up(draft, orders):
        if pledge not in _broken_by_all(card, draft):
            told.append(
                Content.assemble(("✗ ", "bold $accent"), f"Breaks your word to {draft.name(pledge.to)}")
            )
    return [line for text in told for line in wrapped(text, width, "  ", "")]


def _broken_by_all(card: CardView, draft: OrdersDraft) -> list[Pledge]:
    """The promises that every open choice would break: they tell nothing of which to take."""
    first, *others = [given_up(draft, choice.orders) for choice in card.choices if not choice.closed] or [()]
    return [pledge for pledge in first if all(pledge in broken for broken in others)]


def _due(card: CardView, draft: OrdersDraft) -> list[Content]:
    """The promises that no choice keeps, a line each, with what was promised to whom."""
    lines = []
    for pledge in _broken_by_all(card, draft):
        what, whom = move_name(draft.view, pledge.move), draft.name(pledge.to)
        kept = pledge not in given_up(draft, draft.orders)
        told = (
            f"Due now, promised to {whom}: {what}" if pledge.will else f"You promised {whom} not to: {what}"
        )
        lines.append(Content.assemble(("✓ " if kept else "! ", "bold $accent"), plain(told, 200)))
    return lines


def _offer(draft: OrdersDraft, offer: ProposalView, width: int, *, keys: bool, tight: bool) -> list[Content]:
    """An offer that waits: whose, what it is worth here, how long it stands; and with ``keys`` these."""
    answer, points = draft.answered(offer.id), points_of(draft, offer.terms)
    worth = f", {points:+} for us" if points is not None else ""
    name = offer_name(draft.name(offer.author), offer.id, offer.made)
    told = Content.assemble(styled(name, "bold", 80), f"{worth}: {lapses(draft.view, offer)}")
    does = {"Y": ("sign", answer == "sign"), "N": ("refuse", answer == "refuse")}
    if not draft.view.late:
        does["O"] = ("counter", countered(draft, offer))
    parts = []
    for key, (name, taken) in does.items():
        if keys or taken:
            look, mark = ("bold reverse", "✓") if taken else ("bold $accent", " ")
            part = Content.assemble((f"{key}{mark}", look), name)
            parts.append(part.stylize(Style.from_meta({"key": key.lower()})))
    right = Content("  ").join(parts)
    if tight or told.cell_length + right.cell_length < width:
        return [spread(told, right, width)]
    return [*wrapped(told, width, "  ", ""), *([Content.assemble("  ", right)] if parts else [])]
