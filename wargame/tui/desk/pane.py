"""What all tabs of the desk have in common: a sentence of what to do here, a list, and the text under it."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static
from textual.widgets.option_list import Option

from wargame.desk.counts import is_fresh
from wargame.desk.draft import DraftError, OrdersDraft
from wargame.rules.views import SeatView
from wargame.tui.command import Command, bindings
from wargame.tui.desk.desk import Desk
from wargame.tui.desk.rows import Entries
from wargame.tui.untrusted import plain
from wargame.tui.widgets.drawn import Drawn, clip
from wargame.tui.widgets.footnote import footnote

Build = Callable[[int], Content]


MORE = Command(
    "pane.more",
    "more",
    "space",
    "More",
    "Read on below; from the end back to the top.",
    footer=False,
    palette=False,
)


class DetailText(Drawn):
    """A text that is drawn for the width it has."""

    def __init__(self, build: Build | None = None, id: str | None = None) -> None:
        super().__init__(id=id)
        self.build: Build = build or (lambda width: Content(""))

    def show(self, build: Build) -> None:
        """Show another text; one of the same height needs no new layout."""
        self.build = build
        before, self._drawn = self._drawn, None
        if before is not None and self.is_attached and before[0] == self.content_size.width:
            lines = before[1].plain.count("\n")
            self.refresh(layout=self._content(before[0]).plain.count("\n") != lines)
        else:
            self.refresh(layout=True)

    def draw(self, width: int) -> Content:
        """Draw it at a width."""
        return self.build(width)


class Detail(VerticalScroll, can_focus=True):
    """The text under (or beside) the list; scrolls where it is longer than its place. ``key`` reads on."""

    def __init__(self, id: str | None = None, key: str = "Space") -> None:
        super().__init__(id=id, classes="panel detail")
        self.key = key
        self.text = DetailText()
        self.heading = Content("")
        self._edge = ""
        self._longer = False

    def compose(self) -> ComposeResult:
        """Lay it out."""
        yield self.text

    def show(self, title: str, build: Build) -> None:
        """Show another text from its top, under a title."""
        self.heading = plain(title, 60)
        self.text.show(build)
        self._entitle()  # at once: the text of one thing under the name of another would be untrue
        self.scroll_home(animate=False)

    def on_mount(self) -> None:
        """Know when the text has another height."""
        self.watch(self, "virtual_size", self.on_resize)

    def on_resize(self) -> None:
        """There may be more to read than before, or less."""
        self.call_later(self._mark)

    def read_on(self) -> None:
        """Scroll on by a page; from the end back to the top."""
        if self.scroll_offset.y >= self.max_scroll_y:
            self.scroll_home(animate=False)
        else:
            self.scroll_page_down(animate=False)

    def _mark(self) -> None:
        """Say on the edge how to read on, where there is more than fits."""
        self._longer = self.max_scroll_y > 0
        self._entitle()

    def _entitle(self) -> None:
        more = Content.styled(f"  {self.key}: more", "$faint") if self._longer else Content("")
        room = self.size.width - more.cell_length  # a long name gives way to the key
        title = Content.assemble(clip(self.heading, room) if room > 0 else self.heading, more)
        if title.plain != self._edge:
            self._edge = title.plain
            self.border_title = title


class Pane(Vertical):
    """A tab. Subclasses say which rows there are, what each says, and what Enter does.

    ``HINT`` is one sentence for the first visit. Pane keys are active while the focus is inside the pane.
    """

    KEYS: ClassVar[tuple[Command, ...]] = ()
    NAME: ClassVar[str] = ""
    HINT: ClassVar[str] = ""

    wanted = ""
    """The row to begin on."""
    _shown: str | None = None

    class Changed(Message):
        """The draft has been changed."""

    def __init_subclass__(cls, **kwargs: object) -> None:
        if "KEYS" in cls.__dict__ and "BINDINGS" not in cls.__dict__:
            cls.KEYS = (*cls.KEYS, MORE)
            cls.BINDINGS = bindings(cls.KEYS)
        super().__init_subclass__(**kwargs)  # type: ignore[arg-type]

    def __init__(self, draft: OrdersDraft, id: str | None = None) -> None:
        super().__init__(id=id, classes="pane")
        self.draft = draft
        self.entries = Entries(classes="panel entries")
        self.detail = Detail()

    @property
    def view(self) -> SeatView:
        """What the seat knows."""
        return self.draft.view

    @property
    def desk(self) -> Desk:
        """The screen this tab is part of."""
        screen = self.screen
        assert isinstance(screen, Desk)
        return screen

    @property
    def home(self) -> Widget:
        """What has the focus when the tab is opened."""
        return self.entries

    def compose(self) -> ComposeResult:
        """Lay it out."""
        yield Static(Content(self.hint()), classes="hint")
        with Widget(classes="split"):
            yield self.entries
            yield self.detail

    def on_mount(self) -> None:
        """Fill it, and put the focus where one begins."""
        self.reload()
        if self.wanted:
            self.goto(self.wanted)
        if self.display:
            self.home.focus()

    def reload(self) -> None:
        """Show the draft as it is now, with the cursor where it was."""
        self.entries.border_title = self.title()
        self.entries.fill(self.rows(), self.entries.current)
        self._show(self.entries.current)

    def hint(self) -> str:
        """What to do here, in one sentence with its key."""
        return self.HINT

    def title(self) -> Content:
        """The label on the edge of the list."""
        return Content(self.NAME)

    @abstractmethod  # these are checked by mypy alone: Textual's metaclass isn't ABCMeta
    def rows(self) -> list[Option]:
        """The rows of the list."""

    @abstractmethod
    def detail_of(self, id: str) -> tuple[str, Build]:
        """The title and the text for a row; ``id`` is empty where no row can be chosen."""

    def footnote(self, id: str, width: int, *texts: str) -> list[Content]:
        """What a word of the glossary means that is met first in the texts of this row; none, or one."""
        return footnote(
            self.desk.seat.scenario.glossary, width, *texts, explained=self.draft.explained, at=id
        )

    def act(self, id: str) -> None:
        """Do what Enter does on a row."""

    def changed(self, message: str = "") -> None:
        """Tell the desk that the draft has changed, and the player what was done."""
        self.reload()
        self.post_message(self.Changed())
        if message:
            self.desk.say(plain(message))

    def refused(self, why: DraftError) -> None:
        """Tell the player why something can't be done."""
        self.desk.say(plain(str(why)))

    def goto(self, id: str) -> None:
        """Put the cursor on a row."""
        for index, option in enumerate(self.entries.options):
            if option.id == id:
                self.entries.highlighted = index

    @on(Entries.OptionHighlighted)
    def _highlighted(self, event: Entries.OptionHighlighted) -> None:
        event.stop()
        if event.option.id != self._shown:
            self._show(event.option.id or "")

    @on(Entries.OptionSelected)
    def _selected(self, event: Entries.OptionSelected) -> None:
        event.stop()
        if event.option.id:
            self.act(event.option.id)

    def action_act(self) -> None:
        """Enter, wherever the focus is in the tab."""
        self.entries.action_select()

    def action_more(self) -> None:
        """Scroll the text on by a page; from its end back to its top."""
        self.detail.read_on()

    def _show(self, id: str) -> None:
        self._shown = id
        if is_fresh(self.draft, id):
            self.draft.read.add(id)
            self.entries.fill(self.rows(), id)
            self.post_message(self.Changed())
        title, build = self.detail_of(id)
        self.detail.show(title, build)
