"""Proposals and agreements as documents that read as English."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from wargame.desk.draft import OrdersDraft
from wargame.desk.packages import Package
from wargame.desk.proposal import ProposalDraft
from wargame.desk.wording import STANCED, STANCES, closed_terms, lapses, seat_info, seat_names
from wargame.ids import TermId
from wargame.rules.views import AdviceView, AgreementView, ProposalView, TermView
from wargame.rules.wording import listed, worth_word
from wargame.tui.desk.text import advice, bullets, label, labelled, stack, sum_of, wrapped
from wargame.tui.untrusted import plain, prose, styled
from wargame.tui.widgets.header import seat_name


def clauses(texts: Sequence[str], width: int, after: Sequence[Content] = ()) -> list[Content]:
    """Numbered clauses; ``after`` are notes behind each."""
    out: list[Content] = []
    for n, text in enumerate(texts, 1):
        body: Content = plain(text, 600)
        if n <= len(after):
            body = Content.assemble(body, "  ", after[n - 1])
        out.extend(wrapped(body, width, "    ", f"{n:>2}. "))
    return out


def draft_text(proposal: ProposalDraft, width: int) -> Content:
    """A proposal being drafted: the document, who has to sign and why, what one's own side says of it."""
    view = proposal.view
    if closed := closed_terms(view):
        return stack(
            label("NO TERM CAN BE DRAFTED YET"),
            bullets(closed, width),
            wrapped(Content("Look through them; moves (5) and letters (3) open the way."), width),
        )
    if not proposal.terms:
        return stack(
            wrapped(
                Content("An empty sheet. Enter on a term writes it down; Enter again strikes it out."), width
            )
        )
    others = proposal.signers()
    to = seat_names(view, others) if others else "nobody yet"
    head = Content.assemble(seat_name(view.seat), " offers ", styled(to, "bold", 120), ":")
    texts = [proposal.term(term).text for term in proposal.terms]
    signs: list[Content] = []
    for seat in others:
        does = proposal.clauses_of(seat)
        why = f" (has to do {listed([str(n) for n in does])})" if does else " (asked to join)"
        signs.append(Content.assemble(seat_name(seat_info(view, seat)), (why, "$faint")))
    signed = Content(", ").join(signs) if signs else Content.styled("choose whom you offer it to", "$accent")
    copies = seat_names(view, tuple(s.id for s in view.others if proposal.role(s.id) == "copied"))
    points = proposal.points()
    worth = Content.assemble((worth_word(points), "bold"), (f" ({points:+} now)", "$faint"))
    said = [line for term in proposal.terms for line in proposal.term(term).advice]
    return stack(
        wrapped(head, width),
        clauses(texts, width),
        labelled("Must sign", signed, width),
        labelled("May read", plain(copies, 200), width) if copies else None,
        labelled("Note", prose(proposal.note, 600), width) if proposal.note else None,
        labelled("For us", worth, width),
        advice(_unique(said), width),
    )


def term_text(proposal: ProposalDraft, term: TermView, width: int) -> Content:
    """One term of the menu: the clause, who has to do it, its worth to us, why it is closed and what would
    open it, advice."""
    view = proposal.view
    by = seat_names(view, term.by) if term.by else "nobody in particular"
    worth = Content.assemble(styled(term.worth, "bold", 60), (f" ({term.points:+} now)", "$faint"))
    needs = [proposal.term(other).name for other in term.requires]
    bars = [proposal.term(other).name for other in term.excludes]
    ways = proposal.orders.opened_by(term.name) if term.closed else []
    closed = Content.assemble(("Closed: ", "bold $accent"), plain(term.closed, 300)) if term.closed else None
    return stack(
        wrapped(prose(term.text, 600), width),
        wrapped(closed, width) if closed else None,
        labelled("Opened by", plain(listed(ways), 300), width) if ways else None,
        labelled("Done by", plain(by, 120), width),
        labelled("For us", worth, width) if term.worth else None,
        labelled("Needs", plain(listed(needs), 300), width) if needs else None,
        labelled("Not with", plain(listed(bars), 300), width) if bars else None,
        advice(term.advice, width),
    )


def headed(draft: OrdersDraft, name: str, terms: Sequence[TermId]) -> str:
    """The head of a sheet: its name, and what its terms are worth to the own side now, taken together."""
    points = points_of(draft, terms)
    return name if points is None else f"{name} · {worth_word(points)} ({points:+} now)"


def points_of(draft: OrdersDraft, terms: Sequence[TermId]) -> int | None:
    """What terms are worth to the own side now; None where they mean nothing to it."""
    mine = [term for term in draft.view.terms if term.id in terms and term.worth]
    return sum(term.points for term in mine) if mine else None


def package_text(draft: OrdersDraft, package: Package, width: int) -> Content:
    """A draft that lies ready: the document, and what it would be to the others who sign."""
    told = listed([f"{points:+} for {draft.name(seat)}" for seat, points in package.worth])
    return stack(
        Content.styled("Enter puts it in the tray, C changes it first.", "$faint"),
        labelled("For them", plain(f"{told}, as far as we can tell", 300), width),
        draft_text(ProposalDraft.of(draft, package.draft), width),
    )


def proposal_text(draft: OrdersDraft, proposal: ProposalView, width: int, *, keys: bool = True) -> Content:
    """A proposal on the table: the document, signatures, stances, advice, and with ``keys`` what can be done
    with it where it is shown."""
    view = draft.view
    to = [p for p in proposal.parties if p != proposal.author]
    head = Content.assemble(
        seat_name(seat_info(view, proposal.author)),
        " offers ",
        styled(seat_names(view, to), "bold", 120),
        ":",
    )
    open_ = [p for p in proposal.parties if p not in proposal.signed]
    state = f"{seat_names(view, proposal.signed)} signed" if proposal.signed else "nobody signed"
    if proposal.status != "open":
        state = f"{state}; it is {proposal.status}"
    elif open_:
        state = f"{state}; waits for {seat_names(view, open_)}, {lapses(view, proposal)}"
    do = Content("")
    if proposal.must_answer:
        answer = draft.answered(proposal.id)
        if answer:
            verb = "sign" if answer == "sign" else "refuse"
            do = Content.assemble((f"✓ You {verb} it when you commit.", "bold $accent"))
        elif keys:
            counter = "" if view.late else "C counters, "
            told = f"S signs it, R refuses it, {counter}Enter tells what comes of each."
            do = Content.assemble((told, "bold $accent"))
    elif keys and proposal.status == "open":
        do = Content.styled("Enter: what you can do with it.", "$faint")
    return stack(
        do if do else None,
        wrapped(head, width),
        clauses(proposal.clauses, width),
        labelled("Signatures", plain(state, 300), width),
        labelled("Note", prose(proposal.note, 600), width) if proposal.note else None,
        _stances(draft, proposal.id, proposal.stances, width),
        labelled("Not now", plain(proposal.closed, 300), width) if proposal.closed else None,
        [label("Your advisers"), *bullets(proposal.advice, width)] if proposal.advice else None,
    )


def agreement_text(draft: OrdersDraft, agreement: AgreementView, width: int) -> Content:
    """An agreement: each clause with how it stands, what others say of it, how likely it is to last."""
    view = draft.view
    head = Content.assemble(
        "Agreement of ",
        styled(seat_names(view, agreement.parties), "bold", 160),
        f", since turn {agreement.since}",
    )
    texts = [text for text, _ in agreement.clauses]
    marks = [Content.assemble("[", styled(status, "bold", 80), "]") for _, status in agreement.clauses]
    lasts: list[Content] = []
    if agreement.chance:
        told = plain(f"{agreement.chance}", 300)
        lasts = [label("Will it last?"), *labelled("All can tell", told, width)]
    if agreement.durability:
        lasts += [label("As we judge"), *sum_of(agreement.durability, width)]
    return stack(
        Content.styled("Enter: what you can say of it.", "$faint"),
        wrapped(head, width),
        clauses(texts, width, marks),
        _stances(draft, agreement.id, agreement.stances, width),
        lasts,
    )


def _stances(
    draft: OrdersDraft, about: str, stances: Sequence[tuple[str, str]], width: int
) -> list[Content] | None:
    parts = []
    for seat, stance in stances:
        info = seat_info(draft.view, seat)
        if seat == draft.view.seat.id:
            if stance != "silent":
                parts.append(Content(f"you {STANCES[stance]} it"))
        else:
            parts.append(Content.assemble(seat_name(info), " ", plain(STANCED.get(stance, stance), 20)))
    mine = draft.stance(about)
    if mine:
        parts.append(Content.assemble((f"you {STANCES[mine]} it when you commit", "bold $accent")))
    return labelled("Said of it", Content(", ").join(parts), width) if parts else None


def _unique(items: Sequence[AdviceView]) -> list[AdviceView]:
    return list(dict.fromkeys(items))
