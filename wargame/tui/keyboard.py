"""Keys and clicks on their way to the screens: one after another, a key to the screen that the one before it
opened, a click to the screen on which it was made."""

from __future__ import annotations

import asyncio
from collections import deque
from time import monotonic
from typing import TYPE_CHECKING, Any, NamedTuple
from weakref import ReferenceType, WeakKeyDictionary, ref

from textual.events import Key, MouseDown, MouseUp, Paste
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget
from textual.worker import Worker

from wargame.tui.layouts import takes_text
from wargame.tui.page import Shown
from wargame.tui.program import STEPS

if TYPE_CHECKING:
    from wargame.tui.program import Program

_HELD, _GAP = 4, 0.1
"""A key pressed so many times, each within these seconds of the last, is being held down."""
_PATIENCE = 5.0
"""Seconds after which a key goes on all the same: a program that hears nothing would be worse."""
_TWICE = 0.5
"""Seconds within which a second click makes a double click."""
AGAIN = 0.4
"""Seconds within which a key that led to a page for all is the second half of a double press there."""
_LIGHT = {"up", "down", "backspace"}
"""Keys that need not know how long things are, and are held down: these don't wait until all is laid out."""
_LOOK = 0.004
"""Seconds between two looks whether a key can go on, after the first few at once."""


Press = Key | Paste | MouseDown | MouseUp
"""What the keyboard and the buttons of the mouse give."""


class _Typed(NamedTuple):
    """A key pressed (or a paste or a click, whose ``key`` is empty) and the screen that was to be seen then.

    ``times`` says how often this key has been pressed in one go, this time included.
    """

    event: Press
    key: str
    seen: Screen[Any] | None
    times: int


class Follower(Message):
    """Goes the way of a key, right behind it: from where the key was handed on, up to the program."""

    def __init__(self, start: Widget) -> None:
        super().__init__()
        self.start = start


class Keyboard:
    """Keeps keys and clicks, in order, until what the last one set going is done and what it opened is on the
    screen.

    Dropped are those made while only work in progress is shown, and repeats of the key that opened or
    closed a screen: those pressed before that was to be seen, those of a key that is held down, and the
    second half of a double click; before a page that all are to read every key, and a second press of the one
    that led to it. What is text for a field is never dropped. A click points to something, so
    one that was made on another screen, or before there was something to be seen, is dropped too.
    """

    def __init__(self, program: Program) -> None:
        self._program = program
        self._kept: deque[_Typed] = deque()
        self._free: Press | None = None
        self._follower: Follower | None = None
        self._waits = False
        self._looks, self._since = 0, 0.0
        self._asked: WeakKeyDictionary[Worker[Any], Screen[Any]] = WeakKeyDictionary()
        self._pressed, self._when, self._times = "", 0.0, 0
        self._last: tuple[str, Screen[Any] | None] = ("", None)
        self._passed = 0.0
        """When the last key was pressed that was let through."""
        self._clicked: tuple[float, ReferenceType[Screen[Any]] | None] = (-_TWICE, None)
        """When the last click was made, and on which screen the last one that was let through."""
        self._lifts = False
        """Does the next button that is let go belong to a click that was dropped?"""

    @property
    def waits(self) -> bool:
        """Are there keys that wait?"""
        return self._waits

    @property
    def idle(self) -> bool:
        """Has every key been dealt with that was pressed?"""
        return not self._waits and self._rests()

    def asks(self, worker: Worker[Any], screen: Screen[Any]) -> None:
        """``worker`` leads to ``screen``, and waits for what it gives."""
        self._asked[worker] = screen

    def holds(self, event: Press) -> bool:
        """Is ``event`` not to be dealt with now? Then it comes again in its time, or never."""
        if event is self._free:
            return False
        press = self._press(event)
        if _busy(self._program.screen):
            if press.key not in self._program.leaving:
                self._lifts = True
                return True
            self._kept.clear()
            return False
        if not self._kept and self._takes(press):
            return self._drops(press)
        self._kept.append(press)
        if not self._waits:
            self._waits, self._since = True, monotonic()
            self._program.call_later(self._go_on)
        return True

    def follow(self, start: Widget) -> None:
        """A key was handed on to ``start``: what is out of a widget's queue may still be at work there."""
        follower = Follower(start)
        self._follower = follower if start.post_message(follower) else None

    def is_back(self, follower: Follower) -> None:
        """The key before it has been dealt with."""
        if follower is self._follower:
            self._follower = None

    async def _go_on(self) -> None:
        """Let the first key go that waits, if it can; look again later if there are others, or it can't."""
        await asyncio.sleep(0)  # a queue that calls itself would let nothing else run
        now = monotonic()
        if not self._kept or self._takes(self._kept[0]):
            self._since = now
        elif now - self._since < _PATIENCE:
            self._looks += 1
            if self._looks < 5:
                self._program.call_later(self._go_on)
            else:  # not by a timer of Textual's: where a busy machine makes one late, it never comes
                asyncio.get_running_loop().call_later(_LOOK, self._program.call_later, self._go_on)
            return
        self._looks = 0
        if self._kept and not self._drops(press := self._kept.popleft()):
            self._free = press.event
            await self._program.on_event(press.event)
            self._free = None
        self._waits = bool(self._kept)
        if self._waits:
            self._program.call_later(self._go_on)

    def _takes(self, press: _Typed) -> bool:
        """Can the key go on?"""
        return self._rests(laid_out=press.key not in _LIGHT and not self._is_text(press))

    def _rests(self, *, laid_out: bool = True) -> bool:
        """Is nothing going on any more, and the screen there to take a key, and ``laid_out``?"""
        program = self._program
        stack = program.screen_stack
        if not stack or program.message_queue_size:
            return False
        if self._follower is not None and self._follower.start.is_attached:
            return False
        for worker in program.workers:
            if worker.group == STEPS and not worker.is_finished and self._asked.get(worker) not in stack:
                return False
        screen = stack[-1]
        # A private part of Textual: without it a key could come before lists know how long they are.
        if _busy(screen) or (laid_out and getattr(screen, "_layout_required", False)):
            return False
        for node in screen.walk_children(Widget, with_self=True):
            if node.message_queue_size or not node.is_mounted:
                return False
        return not isinstance(screen, Shown) or (screen.ready and _to_be_seen(screen))

    def _press(self, event: Press) -> _Typed:
        screen = self._program.screen
        seen = screen if screen.is_mounted and _to_be_seen(screen) else None
        if isinstance(event, MouseDown | MouseUp):
            if isinstance(screen, Shown) and not screen.painted:
                seen = None
            twice = event.time - self._clicked[0] < _TWICE
            if isinstance(event, MouseDown):
                self._clicked = event.time, self._clicked[1]
            return _Typed(event, "", seen, 1 + twice)
        key = event.key if isinstance(event, Key) else ""
        again = key == self._pressed and event.time - self._when < _GAP
        self._times = self._times + 1 if again else 1
        self._pressed, self._when = key, event.time
        return _Typed(event, key, seen, self._times)

    def _drops(self, press: _Typed) -> bool:
        """Is it a click, or a repeat, that is not meant for the screen as it is now?"""
        if isinstance(press.event, MouseDown):
            self._lifts = self._points_elsewhere(press)
            return self._lifts
        if isinstance(press.event, MouseUp):
            return self._lifts
        screen, (key, where) = self._program.screen, self._last
        blind = press.seen is not screen or press.times >= _HELD
        if getattr(screen, "FOR_ALL", False) and press.key not in self._program.leaving:
            if press.seen is not screen:
                return True
            blind = blind or press.event.time - self._passed < AGAIN
        if blind and press.key == key and screen is not where and not self._is_text(press):
            return True
        self._last, self._passed = (press.key, screen), press.event.time
        return False

    def _points_elsewhere(self, press: _Typed) -> bool:
        """Was a click made on another screen, or is it the second half of one that was?"""
        screen, (when, where) = self._program.screen, self._clicked
        if press.seen is not screen or (press.times > 1 and where is not None and where() is not screen):
            return True
        self._clicked = when, ref(screen)
        return False

    def _is_text(self, press: _Typed) -> bool:
        """Is it text for a field?"""
        field = self._program.focused if self._program.screen_stack else None
        if not isinstance(press.event, Key):
            return isinstance(press.event, Paste)
        return field is not None and takes_text(field, press.key, press.event.character)


def _busy(screen: Screen[Any]) -> bool:
    """Does the screen only say that something is going on?"""
    return isinstance(screen, Shown) and screen.BUSY


def _to_be_seen(screen: Screen[Any]) -> bool:
    """Is it on the screen, if it is a page that all are to read? Whoever can't see it can't mean it."""
    return not getattr(screen, "FOR_ALL", False) or (isinstance(screen, Shown) and screen.painted)
