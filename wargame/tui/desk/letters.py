"""The tab of letters: what came, what went, what is being written, and the promises in them."""

from __future__ import annotations

from textual.content import Content
from textual.widgets.option_list import Option

from wargame.desk.counts import is_fresh
from wargame.desk.wording import pledge_line, promise_line, seat_info
from wargame.rules.orders import Letter
from wargame.rules.views import Mail
from wargame.tui.command import Command
from wargame.tui.desk.pane import Build, Pane
from wargame.tui.desk.rows import heading, row
from wargame.tui.desk.text import label, stack, wrapped
from wargame.tui.desk.writing import write_letter
from wargame.tui.untrusted import plain, styled
from wargame.tui.widgets.header import seat_name
from wargame.tui.widgets.papers import letter_text


class LettersPane(Pane):
    """Letters, newest first. Enter writes one, answers one, or goes on with one that isn't sent yet."""

    NAME = "LETTERS"
    HINT = "Letters are read at the next dawn. N writes one, Enter answers one."
    KEYS = (
        Command("letters.open", "act", "enter", "Write", "Write, answer, or change a letter.", palette=False),
        Command(
            "letters.write",
            "write",
            "n",
            "New",
            "Write to another seat, with a promise if you like.",
            footer=False,
        ),
        Command(
            "letters.drop",
            "drop",
            "delete,x",
            "Throw away",
            "Throw a letter away that isn't sent yet.",
            shown_as="X",
        ),
    )

    def hint(self) -> str:
        """Another sentence where nobody would read a letter any more."""
        return f"{self.view.late}." if self.view.late else self.HINT

    def rows(self) -> list[Option]:
        """The rows of this tab."""
        out = [row("new", Content.assemble(("✎ ", "bold $accent"), ("Write a letter", "bold")), _key("N"))]
        if self.view.late:
            out = [row("new", Content.styled("No letters any more", "$faint"))]
        letters = self.draft.orders.letters
        if letters:
            out.append(heading("GOES OUT WHEN YOU COMMIT"))
            out += [
                row(f"draft:{n}", self._to(letter), None, _begun(letter.text).stylize("$faint"))
                for n, letter in enumerate(letters)
            ]
        if self.view.received:
            out.append(heading("RECEIVED"))
            out += [
                row(f"in:{n}", self._line(mail, "from", n), self._when(mail.sent + 1), self._start(mail, n))
                for n, mail in reversed(list(enumerate(self.view.received)))
            ]
        if self.view.sent:
            out.append(heading("SENT"))
            out += [
                row(f"out:{n}", self._line(mail, "to"), self._when(mail.sent), self._start(mail))
                for n, mail in reversed(list(enumerate(self.view.sent)))
            ]
        if self.view.pledges:
            out.append(heading("PROMISES"))
            out += [
                row(
                    f"pledge:{n}",
                    plain(pledge_line(self.view, pledge, self.draft.names), 200),
                    plain(pledge.status, 10),
                )
                for n, pledge in reversed(list(enumerate(self.view.pledges)))
            ]
        return out

    def detail_of(self, id: str) -> tuple[str, Build]:
        """The title and the text for a row."""
        kind, _, key = id.partition(":")
        if kind == "draft":
            letter = self.draft.orders.letters[int(key)]
            return "Your letter, not sent yet", lambda width: self._draft(letter, width)
        if kind in ("in", "out"):
            mail = (self.view.received if kind == "in" else self.view.sent)[int(key)]
            return "Letter", lambda width: self._mail(mail, kind == "in", width)
        if kind == "pledge":
            pledge = self.view.pledges[int(key)]
            return "Promise", lambda width: stack(
                wrapped(plain(pledge_line(self.view, pledge, self.draft.names)), width)
            )
        return "How letters work", self._teach

    def _teach(self, width: int) -> Content:
        who = Content(", ").join(seat_name(other) for other in self.view.others)
        lines = [
            *wrapped(Content.assemble("You can write to ", who, "."), width),
            *wrapped(
                Content(
                    "Only the one you write to reads it, at the dawn of the next turn. Everybody reads it"
                    " in the debrief. A letter may carry a promise (we will, or will not, do this by then):"
                    " the game keeps count of promises kept and broken, and others act on it."
                ),
                width,
            ),
        ]
        if not self.view.received:
            lines += [
                Content(""),
                *wrapped(Content("Nobody has written to you yet.").stylize("$faint"), width),
            ]
        return stack(wrapped(Content(self.hint()), width) if self.view.late else lines)

    def _draft(self, letter: Letter, width: int) -> Content:
        mail = Mail(self.view.turn.number, self.view.seat.id, letter.to, letter.text)
        body = letter_text(mail, self.view.seat, seat_info(self.view, letter.to), width).split("\n")
        promise = []
        if letter.promise:
            text = Content.assemble(("Promise: ", "bold"), plain(promise_line(self.view, letter.promise)))
            promise = wrapped(text, width, "  ", "  ")
        hint = Content.styled("Enter changes it, X throws it away. It is read at the next dawn.", "$faint")
        return stack(body, promise, hint)

    def _mail(self, mail: Mail, received: bool, width: int) -> Content:
        view = self.view
        body = letter_text(mail, seat_info(view, mail.sender), seat_info(view, mail.to), width).split("\n")
        pledges = [p for p in view.pledges if (p.seat, p.to, p.made) == (mail.sender, mail.to, mail.sent)]
        lines = [
            line
            for p in pledges
            for line in wrapped(plain(pledge_line(view, p, self.draft.names)), width, "  ", "· ")
        ]
        promises = [label("PROMISED"), *lines] if lines else []
        told = f"Read by {seat_info(view, mail.to).name} at the dawn of turn {mail.sent + 1}."
        hint = told if not received else self.hint() if view.late else "Enter answers it."
        return stack(body, promises, styled(hint, "$faint", 120))

    def _to(self, letter: Letter) -> Content:
        promise = Content.styled(" + promise", "$accent") if letter.promise else Content("")
        return Content.assemble("  to ", seat_name(seat_info(self.view, letter.to)), promise)

    def _line(self, mail: Mail, word: str, n: int = -1) -> Content:
        mark = Content.styled("• ", "bold $accent") if self._fresh(n) else Content("  ")
        who = seat_name(seat_info(self.view, mail.sender if word == "from" else mail.to))
        return Content.assemble(mark, (f"{word} ", "$faint"), who)

    def _start(self, mail: Mail, n: int = -1) -> Content:
        return _begun(mail.text) if self._fresh(n) else _begun(mail.text).stylize("$faint")

    def _fresh(self, n: int) -> bool:
        """Is it the ``n``-th letter received, and not read yet?"""
        return n >= 0 and is_fresh(self.draft, f"in:{n}")

    def _when(self, turn: int) -> Content:
        return Content.styled("now" if turn == self.view.turn.number else f"turn {turn}", "$faint")

    # -- what the keys do ---------------------------------------------------------------------------------

    def act(self, id: str) -> None:
        """Do what Enter does on a row."""
        kind, _, key = id.partition(":")
        if kind == "new":
            write_letter(self.desk)
        elif kind == "draft":
            write_letter(self.desk, at=int(key))
        elif kind == "in":
            write_letter(self.desk, to=self.view.received[int(key)].sender)
        elif kind == "out":
            write_letter(self.desk, to=self.view.sent[int(key)].to)
        else:
            self.desk.say(
                Content(self.hint() if self.view.late else "A promise is made in a letter: N writes one.")
            )

    def action_write(self) -> None:
        """Write to another seat."""
        write_letter(self.desk)

    def action_drop(self) -> None:
        """Throw away the unsent letter under the cursor."""
        kind, _, key = self.entries.current.partition(":")
        if kind != "draft":
            self.desk.say(Content("Only a letter that isn't sent yet can be thrown away."))
            return
        self.draft.remove_letter(int(key))
        self.changed("Thrown away. U brings it back.")


def _begun(text: str) -> Content:
    """How a letter begins."""
    return Content.assemble("  ", plain(" ".join(text.split()), 160))


def _key(key: str) -> Content:
    return styled(key, "bold $accent")
