#!/usr/bin/env bash
# One would guess that PDF/UA is a matter of structure: tags, a title, a language, words for pictures; so a document that has them
# and compiles as tagged PDF compiles with pdf_standards="ua-1" too, whatever words are in it. What really happens (typst 0.15.2):
# one character that no font at hand has, a Hangul name on a computer without Korean fonts, ends the whole document with a
# TypstError; without the standard the same text gives a tagged PDF in which the name is drawn as nothing, and no warning.
# So whether a document compiles hangs on a word that somebody typed and on the fonts of the computer.
# It matters here because names of teams come from people: a report is made as PDF/UA, and as tagged PDF where that is refused.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" install --quiet --disable-pip-version-check typst==0.15.2
cat >"$work/glyph.py" <<'PYTHON'
import json
from importlib.metadata import version

import typst

PROGRAM = b'#set document(title: "Teams")\n#set text(lang: "en")\n#json(bytes(sys.inputs.name))'


def made(name: str, **how: str) -> str:
    """Compiled with the fonts that come with Typst alone, so that it is the same on every computer."""
    try:
        written, warnings = typst.compile_with_warnings(
            PROGRAM, sys_inputs={"name": json.dumps(name)}, format="pdf", ignore_system_fonts=True, **how
        )
    except typst.TypstError as error:
        return f"refused: {error.message}"
    assert b"/StructTreeRoot" in written
    return f"tagged, {len(warnings)} warnings"


found = {}
for name in ("Potomac", "천리마"):
    for how in ({}, {"pdf_standards": "ua-1"}):
        found[name, bool(how)] = made(name, **how)
        print(f"typst {version('typst')}, {how or 'no standard'}, {name}: {found[name, bool(how)]}")
assert found["Potomac", False] == found["Potomac", True] == found["천리마", False] == "tagged, 0 warnings"
assert "could not be displayed" in found["천리마", True]
PYTHON
"$work/env/bin/python" "$work/glyph.py"
