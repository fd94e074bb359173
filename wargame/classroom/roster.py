"""Rosters as schools have them, read from a file or from what was pasted: exports of Canvas, Moodle and
Brightspace, tables with a line of headers, plain lists of names.

Nothing is guessed in silence: what was not understood, and what had to be guessed, is told row by row.
"""

from __future__ import annotations

import codecs
import csv
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path

from attrs import evolve

from wargame.classroom.file import STUDENTS, ClassError, ClassFile, Student
from wargame.classroom.names import NAME, WORD, said
from wargame.session import beside
from wargame.text import clean
from wargame.values import frozen

BYTES = 1 << 20
"""How large a roster can be."""
ROWS, LINES = 2000, 10_000
"""How many rows and lines of it are looked at."""
TOLD = 40
"""How many rows are named that were not understood."""


@frozen
class Roster:
    """What was understood: the students, and as which ``form``. ``left_out`` names the rows that are no
    student, ``notes`` what had to be guessed or should be known."""

    students: tuple[Student, ...]
    form: str
    left_out: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def into(self, file: ClassFile) -> ClassFile:
        """Return the class with these students, who keep seat and group where the roster says nothing new."""
        before = {student.key.casefold(): student for student in file.students}
        kept = []
        for student in self.students:
            if was := before.get(student.key.casefold()):
                group, seat = student.group or was.group, student.seat or was.seat
                student = evolve(student, group=group, seat=seat, absent=was.absent)
            kept.append(student)
        return evolve(file, students=tuple(kept))


Row = tuple[int, list[str]]
"""A line of the roster by its number, from 1, and its cells."""

_HEADERS = {
    "name": "name student studentname fullname displayname namen participant teilnehmer",
    "given": "firstname givenname given forename first preferredname vorname prenom nombre voornaam",
    "surname": "lastname surname familyname family last nachname familienname nom nomdefamille apellido "
    "apellidos achternaam cognome",
    "login": "loginid login sisloginid username user netid anmeldename nomdutilisateur nombredeusuario",
    "id": "userid sisid sisuserid idnumber orgdefinedid studentid studentnumber studentno id matriculation "
    "matriculationnumber matrikelnummer idnummer numerodidentification numerodeid",
    "canvas": "canvasuserid canvasid",
    "email": "emailaddress email mail emailadresse adressedecourriel courriel direcciondecorreo correo",
    "section": "sections section",
    "group": "groupname group groups team teams gruppe gruppen groupe groupes grupo grupos",
    "seat": "seat",
    "role": "role roles rolle rollen",
}
"""How columns are headed, with nothing but letters: Canvas, Moodle and Brightspace, and what people write."""
_FIELDS = {word: field for field, words in _HEADERS.items() for word in words.split()}
_PASSED = {"canvasgroupid", "groupid", "endoflineindicator", "lastaccess", "lastaccesstocourse", "status"}
"""Columns of such exports that say nothing about a student."""
_FORMS = (
    ("a Canvas group export", {"canvasuserid"}),
    ("a Canvas gradebook", {"student", "sisloginid"}),
    ("a Brightspace classlist", {"orgdefinedid"}),
    ("a Moodle list of participants", {"firstname", "emailaddress"}),
)

_LINE = 40_000
"""How much of a line is looked at."""
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SPREADSHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_ITEM = re.compile(r"\s*(?:\d{1,3}[.)]\s+|[-*•▪·–]\s+)")
_MAIL = re.compile(r"[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+")
_ADDRESS = re.compile(r"(.*?)\s*<\s*([^@\s<>]+@[^@\s<>]+)\s*>")
_GROUP = re.compile(r"(?:(?:group|team|table|gruppe|groupe|grupo)\b.{0,40}|[a-z]?\d{1,2})", re.IGNORECASE)
_HEADING = re.compile(r"(?:group|team|table|gruppe|groupe|grupo)\b[^,;\t]{0,40}", re.IGNORECASE)
_QUOTED_NUMBER = re.compile(r'="?([^"]*)"?')
_FORMULA = tuple("=+@")
_TEACHES = re.compile(
    r"teacher|instructor|lecturer|manager|assistant|designer|observer|\bta\b", re.IGNORECASE
)


def read(path: Path) -> Roster:
    """Read a roster from a file. Raises ClassError where nothing of it can be understood."""
    try:
        data = beside.load(path, BYTES)
    except FileNotFoundError:
        raise ClassError(f"{path} is not there.") from None
    except OSError as error:
        raise ClassError(f"{path} can't be read: {error.strerror or error}.") from None
    except ValueError:
        raise ClassError(
            f"{path.name} is no ordinary file, or larger than a roster can be (1 MiB)."
        ) from None
    if data.startswith(_SPREADSHEETS):
        raise ClassError(
            f"{path.name} is a workbook, which can't be read here. In the spreadsheet program save the sheet "
            "as CSV (UTF-8), or copy its cells and paste them."
        )
    try:
        text, note = _decoded(data)
        return _read(text, note)
    except ClassError as error:
        raise ClassError(f"{path.name}: {error}") from None


def pasted(text: str) -> Roster:
    """Read a roster that was pasted. Raises ClassError where nothing of it can be understood."""
    return _read(text[:BYTES], "")


# -- from bytes to rows -----------------------------------------------------------------------------------


def _decoded(data: bytes) -> tuple[str, str]:
    """The text of a file, and what must be told of how it was read."""
    coding = next((name for mark, name in _MARKS if data.startswith(mark)), "")
    if not coding and data[1::2].count(0) > len(data) // 4:
        coding = "utf-16-le"
    try:
        return data.decode(coding or "utf-8"), ""
    except UnicodeDecodeError as error:
        if b"\0" in data[: error.end + 1] or coding:
            raise ClassError("This is no text. Save the sheet as CSV (UTF-8).") from None
    note = "The file is not UTF-8; it was read as Western European (Latin-1). Look at the names with accents."
    try:
        return data.decode("cp1252"), note
    except UnicodeDecodeError:
        return data.decode("latin-1"), note


def _read(text: str, note: str) -> Roster:
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    text = "\n".join(text.split("\n", LINES)[:LINES])
    named = re.match(r"(?:sep|SEP)=(.)\n", text)  # a line for Excel alone
    if named:
        text = "\n" + text[named.end() :]
    notes = [note] if note else []
    signs = [named[1]] if named else ["\t", ";", ",", "|"]
    tables = {sign: _rows(text, sign) for sign in signs if sign in text}
    heads = {sign: head for sign, (rows, _) in tables.items() if (head := _header(rows)) is not None}
    if heads:
        sign = max(heads, key=lambda sign: len(heads[sign].columns))
        rows, broken = tables[sign]
        return _table(rows, heads[sign], broken, notes)
    lone = [(n, [line]) for n, line in enumerate(text.split("\n"), 1)][:ROWS]
    if (head := _header(lone[:3])) is not None:  # one column
        return _table(lone, head, (), notes)
    return _list(text, tables, notes)


def _rows(text: str, sign: str) -> tuple[list[Row], tuple[int, ...]]:
    """The rows of a table whose cells are parted by a sign, and those with a quotation mark too many."""
    lines = [line[:_LINE] for line in text.split("\n")]
    try:
        reader = csv.reader(iter(f"{line}\n" for line in lines), delimiter=sign, strict=True)
        rows, before = list[Row](), 0
        for cells in islice(reader, ROWS):
            rows.append((before + 1, cells[:ROWS]))
            before = reader.line_num
    except csv.Error:
        # A mark that opens no text, or is not closed: it must not swallow the rest of the class.
        rows = [(n, next(csv.reader([line], delimiter=sign), [])) for n, line in enumerate(lines[:ROWS], 1)]
        return rows, tuple(n for n, line in enumerate(lines[:ROWS], 1) if line.count('"') % 2)
    return rows, ()


@frozen
class _Header:
    """The row of headers: its number, which column holds what, and which columns nobody asked for."""

    line: int
    columns: dict[str, int]
    unused: tuple[str, ...]
    words: frozenset[str]


def _plain(word: str) -> str:
    """A header without anything but its letters and digits."""
    folded = unicodedata.normalize("NFKD", clean(word, WORD).casefold())
    return "".join(sign for sign in folded if sign.isalnum())


def _header(rows: Sequence[Row]) -> _Header | None:
    """The row of headers among the first few, if there is one that says where the names are."""
    for line, cells in rows[:8]:
        words = [_plain(cell) for cell in cells[:60]]
        known = {word: _FIELDS[word] for word in words if word in _FIELDS}
        if "sisloginid" in known or "sisuserid" in known:
            known["id"] = "canvas"  # as Canvas heads its own number in a gradebook
        named = {"name", "given", "surname"} & set(known.values()) or "login" in known.values()
        if not named or (len(known) < 2 and len([word for word in words if word]) > 1):
            continue
        columns: dict[str, int] = {}
        for at, word in enumerate(words):
            if word in known:
                columns.setdefault(known[word], at)
        passed = {*_PASSED, *known, ""}
        unused = tuple(
            clean(cell, 40) for cell, word in zip(cells, words, strict=False) if word not in passed
        )
        return _Header(line, columns, unused, frozenset(words))
    return None


# -- from rows to students --------------------------------------------------------------------------------


class _Found:
    """Gathers students, and what is to be told of rows."""

    def __init__(self) -> None:
        self.students: dict[str, Student] = {}
        self.lines: dict[str, int] = {}
        self.groups: dict[str, str] = {}
        self.left_out: list[str] = []
        self.several: list[str] = []

    def leave_out(self, line: int, why: str) -> None:
        self.left_out.append(f"Row {line}: {why}")

    def add(self, line: int, student: Student) -> None:
        """Add a student, unless it is there already."""
        if len(self.students) >= STUDENTS:
            return self.leave_out(line, f"{student.name} is one too many; a class has {STUDENTS} at most.")
        group = self.groups.setdefault(student.group.casefold(), student.group)
        student, key = evolve(student, group=group), student.key.casefold()
        if key not in self.students:
            self.students[key], self.lines[key] = student, line
            return None
        there, first = self.students[key], self.lines[key]
        if student.login or student.id or student.canvas or student.email:
            more = "" if student.group == there.group else f", in {there.group or 'no group'}, which counts"
            why = f"{student.name} ({student.key}) stands in row {first} already{more}."
            return self.leave_out(line, why)
        n = 2
        while (other := f"{student.name[: NAME - 6]} ({n})").casefold() in self.students:
            n += 1
        self.students[other.casefold()], self.lines[other.casefold()] = evolve(student, name=other), line
        self.several.append(
            f"Rows {first} and {line} are both {student.name}, with no login to tell them apart: the second "
            f"is called {other} here. If it is one person, take it out."
        )
        return None

    def roster(self, form: str, notes: Iterable[str]) -> Roster:
        """All that was found. Raises ClassError for nothing."""
        students = tuple(self.students.values())
        if not students:
            why = f" {self.left_out[0]}" if self.left_out else ""
            raise ClassError(f"There is no name in it.{why} A roster has one student a row.")
        told = [*notes, *self.several]
        names = Counter(student.name.casefold() for student in students)
        for name, many in names.items():
            if many > 1:
                alike = [student for student in students if student.name.casefold() == name]
                keys = ", ".join(student.key for student in alike)
                told.append(f"{many} students are called {alike[0].name}. They are told apart by {keys}.")
        alone = sum(not student.group for student in students)
        if 0 < alone < len(students):
            which = "1 student has" if alone == 1 else f"{alone} students have"
            told.append(f"{which} no group in the roster.")
        left = self.left_out
        if len(left) > TOLD:
            left = [*left[:TOLD], f"And {len(left) - TOLD} rows more."]
        return Roster(students, form, tuple(left), tuple(told))


def _table(rows: Sequence[Row], head: _Header, broken: Sequence[int], notes: Iterable[str]) -> Roster:
    """Students from a table with headers."""
    found, told, several = _Found(), list(notes), 0
    if any(cell.strip() for line, cells in rows if line < head.line for cell in cells):
        told.append(f"The headers stand in row {head.line}; what is above them was passed over.")
    if head.unused:
        more = f" and {len(head.unused) - 6} more" if len(head.unused) > 6 else ""
        told.append(f"Columns that say nothing here: {', '.join(head.unused[:6])}{more}.")
    for line, cells in rows:
        if line <= head.line or not any(cell.strip() for cell in cells):
            continue
        held = {field: _cell(cells[at]) for field, at in head.columns.items() if at < len(cells)}
        if {_plain(held.get(field, "")) for field in ("name", "given", "surname")} & {"pointspossible"}:
            continue
        if line in broken:
            found.leave_out(line, "a quotation mark is not closed in it.")
            continue
        role = held.pop("role", "")
        if _TEACHES.search(role) and "student" not in role.casefold():
            found.leave_out(line, f"{_name(held) or 'somebody'} is {role}, no student.")
            continue
        groups = [group for each in re.split(r"[,;|]", held.get("group", "")) if (group := each.strip(" []"))]
        several += len(groups) > 1
        student = _student(found, line, {**held, "group": groups[0] if groups else ""}, cells)
        if student is not None:
            found.add(line, student)
    if len(rows) >= ROWS:
        told.append(f"Only the first {ROWS} rows were read.")
    if several:
        told.append(f"In several groups: {several} of the students. The group named first counts.")
    form = next((form for form, words in _FORMS if words <= head.words), "a table with headers")
    return found.roster(form, told)


def _cell(cell: str) -> str:
    """What a cell says: ``="0042"`` and ``'0042`` are what spreadsheets write for 0042."""
    cell = clean(cell, WORD)
    quoted = _QUOTED_NUMBER.fullmatch(cell) if cell.startswith('="') else None
    return (quoted[1] if quoted else cell.removeprefix("'")).strip()


def _student(found: _Found, line: int, held: dict[str, str], cells: Sequence[str]) -> Student | None:
    """The student of a row, or None: then it is told why."""
    raw = held.get("name") or held.get("given") or held.get("surname") or ""
    if raw.startswith(_FORMULA):
        found.leave_out(line, f"{clean(raw, 30)!r} begins like a formula, not like a name.")
        return None
    about = {
        field: held.get(field, "").lstrip("=+-@#' ")
        for field in ("login", "id", "canvas", "email", "section", "group", "seat")
    }
    name = _name(held)
    if not name and (name := said((about["login"] or about["email"]).partition("@")[0])):
        found.several.append(f"Row {line} has no name; the student is called {name} here.")
    if not any(sign.isalpha() for sign in name):
        row = clean(" ".join(cell for cell in cells if cell.strip()), 40)
        found.leave_out(line, f"no name in {row!r}.")
        return None
    if name.casefold() in ("test student", "student test"):
        found.leave_out(line, "the test student of the course is nobody.")
        return None
    return Student(name, absent=None, **about)


def _name(held: dict[str, str]) -> str:
    """A name as it is said: given name, surname."""
    if held.get("name"):
        return said(held["name"])
    return said(" ".join(filter(None, (held.get("given", ""), held.get("surname", "")))).replace(",", " "))


# -- plain lists ------------------------------------------------------------------------------------------


def _list(text: str, tables: dict[str, tuple[list[Row], tuple[int, ...]]], notes: list[str]) -> Roster:
    """Students from lines without headers: a name on each, and what can be seen beside it for what it is."""
    lines = [line for line in text.split("\n") if line.strip()]
    sign = next((sign for sign in tables if sum(sign in line for line in lines) * 2 > len(lines)), "")
    rows, broken = tables[sign] if sign else ([(n, [x]) for n, x in enumerate(text.split("\n"), 1)], ())
    rows = [(n, cells) for n, cells in rows[:ROWS] if any(cell.strip() for cell in cells)]
    if len(rows) == 1 and len(rows[0][1]) > 2:  # all on one line
        rows = [(n, [cell]) for n, cell in enumerate(rows[0][1], 1) if cell.strip()]
    _must_be_a_list(rows)
    found, group, guessed = _Found(), "", ""
    for line, cells in rows:
        words = [_cell(_ITEM.sub("", cell, count=1)) for cell in cells]
        words = [word for word in words if word]
        if len(words) == 1 and _HEADING.fullmatch(heading := words[0].rstrip(" :")):
            group = heading
            continue
        held = {"group": group}
        names: list[str] = []
        for word in words:
            if address := _ADDRESS.fullmatch(word):
                names += [address[1].strip('" ')] * bool(address[1])
                held["email"] = address[2]
            elif _MAIL.fullmatch(word):
                held["email"] = word
            elif names and _GROUP.fullmatch(word):
                held["group"] = word
            elif names and any(map(str.isdigit, word)):
                held["id" if word.isdigit() else "login"] = word
            else:
                names.append(word)
        if len(names) == 2 and sign == ",":
            guessed, held["name"] = "as Surname, Given name", f"{names[0]}, {names[1]}"
        elif len(names) == 2:
            guessed, held["name"] = "as given name and surname", " ".join(names)
        elif len(names) > 2:
            found.leave_out(line, f"{clean(' '.join(names), 40)!r} has more names than one person.")
            continue
        else:
            held["name"] = names[0] if names else ""
        if line in broken:
            found.leave_out(line, "a quotation mark is not closed in it.")
        elif (student := _student(found, line, held, cells)) is not None:
            found.add(line, student)
    if guessed:
        notes.append(f"There are no headers; two words in a row were read {guessed}.")
    return found.roster("a plain list", notes)


def _must_be_a_list(rows: Sequence[Row]) -> None:
    """Refuse a table whose headers mean nothing here: they, or whole columns, would become names."""
    if not rows:
        raise ClassError("There is nothing in it. A roster has one student a row.")
    first, rest = rows[0][1], rows[1:]
    typed = [at for at, cell in enumerate(first) if "@" in cell or any(map(str.isdigit, cell))]
    below = [
        at for _, cells in rest for at, cell in enumerate(cells) if "@" in cell or cell.strip().isdigit()
    ]
    if len(first) > 1 and not typed and (below or len(first) > 3):
        columns = ", ".join(clean(cell, 30) for cell in first[:12] if cell.strip())
        raise ClassError(
            f"The first line names no column that is known here: {columns}. One must be headed name "
            "(or First name and Last name); others may be login, id, email, section, group. Change that line."
        )
