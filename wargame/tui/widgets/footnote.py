"""A line that explains a word of the scenario's glossary where it is met."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping

from textual.content import Content

from wargame.scenario.glossary import met
from wargame.tui.untrusted import plain, styled
from wargame.tui.widgets.drawn import hanging


def footnote(
    glossary: Mapping[str, str],
    width: int,
    *texts: str,
    explained: MutableMapping[str, str] | None = None,
    at: str = "",
) -> list[Content]:
    """What the first word of the glossary in these texts means; nothing where there is none.

    ``explained`` says which words have been explained, and at which place; that is noted there. A word that
    was explained at another place than ``at`` is passed over.
    """
    explained = {} if explained is None else explained
    for word in met(glossary, *texts):
        if explained.setdefault(word, at) == at:
            meaning = Content.assemble(styled(word, "bold", 40), ": ", plain(glossary[word], 120))
            return hanging(meaning.stylize("$faint"), width)
    return []
