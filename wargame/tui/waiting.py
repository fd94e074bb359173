"""Work that may take its time: done in a thread, with a quiet screen that says so if it does."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from wargame.tui.page import Page

if TYPE_CHECKING:
    from wargame.tui.program import Program

T = TypeVar("T")

_PATIENCE = 0.2
"""Seconds before anything is said."""


async def in_thread(app: Program, act: Callable[[], T], message: str) -> T:
    """Do ``act`` in a thread and return what it gives; say ``message`` if it takes longer than a moment.

    Only from a worker. What ``act`` raises is raised.
    """
    task = asyncio.create_task(asyncio.to_thread(act))
    await asyncio.wait({task}, timeout=_PATIENCE)
    if not task.done():
        await app.push_screen_wait(Waiting(message, task))
    return await task


class Waiting(Page[None]):
    """Opaque, without a secret, until ``task`` is done."""

    BUSY = CURTAIN = True
    HEADING = "One moment"
    DEFAULT_CSS = """
    Waiting { align: center middle; background: $background; }
    Waiting Static { width: auto; color: $faint; }
    """

    def __init__(self, message: str, task: asyncio.Task[Any]) -> None:
        super().__init__()
        self._message = message
        self._awaited = task

    def compose(self) -> ComposeResult:
        """Lay out the message."""
        yield Static(Content(self._message))

    def on_mount(self) -> None:
        """Go when the task is done."""
        self._awaited.add_done_callback(lambda _: self.call_later(self._done))

    def _done(self) -> None:
        self.dismiss(None)
