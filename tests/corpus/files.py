"""Files that once did harm: each a name, and how it is made of a good save."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from wargame.journal import format as text

Make = Callable[[bytes], bytes]

TOP = b'# A save.\nformat = 1\nkind = "wargame save"\n'
DEEP = b".".join(b"%c" % letter for letter in b"abcdefghijkl")


def sealed(header: bytes, records: Iterable[bytes]) -> bytes:
    """A save whose seals are right, whatever stands in it. Records begin below their ``[[record]]``."""
    whole, prev = list[bytes](), text.NO_SEAL
    for content in (header, *(text.RECORD + record for record in records)):
        heading, own = "record.seal" if whole else "seal", text.digest(prev, content)
        whole += [content, f'[{heading}]\nprev = "{prev}"\nhash = "{own}"\n'.encode()]
        prev = own
    return b"".join(whole)


def parts(save: bytes) -> tuple[bytes, list[bytes]]:
    """The header and the records of a good save, without seals, as ``sealed`` takes them."""
    found: list[bytes] = []
    start = 0
    while seal := text.find_seal(save, start, header=not found):
        found.append(save[start : seal.start].removeprefix(text.RECORD))
        start = seal.end
    return found[0], found[1:]


def numbered(record: bytes, n: int) -> bytes:
    """A record as number ``n``, under an id that no other has."""
    record = re.sub(rb"^n = \d+$", b"n = %d" % n, record, count=1, flags=re.M)
    return re.sub(rb'^id = "(.*)"$', b'id = "\\1 %d"' % n, record, count=1, flags=re.M)


def signs_in(data: bytes) -> int:
    return text.Amount.of(data, 0).values


def filled(header: bytes, record: Callable[[int], bytes], first: Iterable[bytes] = ()) -> bytes:
    """A save with as many records as one may hold; ``record`` makes the one of a number."""
    records = list(first)
    size, signs = len(sealed(header, records)), signs_in(header) + sum(map(signs_in, records))
    while True:
        more = record(len(records) + 1)
        size, signs = (
            size + len(more) + 175,
            signs + signs_in(more) - 1,
        )  # its number, its kind, less than eight escapes
        if size > text.MAX_FILE or signs > text.MAX_SIGNS:
            return sealed(header, records)
        records.append(more)


def full_of(body: bytes) -> Make:
    """A save full of records with this body."""
    return lambda _: filled(TOP, lambda n: b'n = %d\nkind = "note"\n' % n + body + b"\n")


def full_of_notes(save: bytes) -> bytes:
    header, records = parts(save)
    return filled(
        header, lambda n: b'n = %d\nkind = "note"\nturn = 1\nseat = ""\ntext = "x"\n\n' % n, records[:1]
    )


def rewound_again_and_again(save: bytes) -> bytes:
    """The same game, played over and over: all of it makes sense."""
    header, (dawn, *records) = parts(save)
    again = [*records, b'n = 0\nkind = "rewind"\nturn = 1\nreason = "once more"\n\n']
    return filled(header, lambda n: numbered(again[(n - 2) % len(again)], n), [dawn])


def with_a_zero_byte(save: bytes) -> bytes:
    at = save.index(b" = ", save.rindex(text.RECORD))
    return save[:at] + b"\0" + save[at + 1 :]


def with_a_record_twice(save: bytes) -> bytes:
    header, records = parts(save)
    again = re.sub(rb"^n = \d+$", b"n = %d" % (len(records) + 1), records[1], count=1, flags=re.M)
    return sealed(header, [*records, again])


def many(line: bytes, count: int) -> bytes:
    return b"".join(line.replace(b"#", b"%d" % i) for i in range(count))


AT_THE_LIMITS: dict[str, Make] = {
    "full of empty tables": full_of(b"x = [\n" + b"    {},\n" * 36_000 + b"]\n"),
    "full of small tables": full_of(b"x = [\n" + b"    { a = 1 },\n" * 19_000 + b"]\n"),
    "full of keys": full_of(many(b"k# = 1\n", 38_000)),
    "full of keys on one line": full_of(b"x = { " + many(b"k# = 1, ", 19_000) + b"z = 1 }\n"),
    "full of deep headings": full_of(many(b"[record.k#." + DEEP + b"]\n", 2_500)),
    "full of lists in lists": full_of(b"x = [\n" + b"[[[[[[[[[[]]]]]]]]]],\n" * 3_500 + b"]\n"),
    "full of escapes": full_of(b'x = "' + b"\\u0041" * 38_000 + b'"\n'),
    "full of short records": full_of(b"a = 1\n"),
    "full of notes": full_of_notes,
    "rewound again and again": rewound_again_and_again,
}
"""Saves as large and as costly as one may be."""

BEYOND: dict[str, Make] = {
    "8 MB of headings under one name": lambda _: sealed(
        TOP,
        [b'n = %d\nkind = "note"\n' % n + many(b"[record." + DEEP + b".k#]\n", 12_000) for n in range(1, 19)],
    ),
    "8 MB of tables on long lines": lambda _: sealed(
        TOP,
        [b'n = %d\nkind = "note"\nx = [ ' % n + b"{ a = [[[]]] }, " * 30_000 + b"]\n" for n in range(1, 18)],
    ),
    "a header of 1 MiB": lambda _: sealed(TOP + many(b"[" + DEEP + b".k#]\n", 33_000), []),
    "a record of 500 kB": lambda _: sealed(
        TOP, [b'n = 1\nkind = "note"\n' + many(b"a.b.c.d.e.f.k# = 1\n", 24_000)]
    ),
    "a key of a million steps": lambda _: sealed(TOP + b"a." * 250_000 + b"a = 1\n", []),
    "a list of a million lists": lambda _: sealed(
        TOP + b"a = " + b"[" * 300_000 + b"]" * 300_000 + b"\n", []
    ),
    "a million escapes": lambda _: sealed(TOP + b'a = "' + b"\\n" * 300_000 + b'"\n', []),
    "sixty thousand records": lambda _: sealed(
        TOP, [b'n = %d\nkind = "note"\n' % n for n in range(1, 60_001)]
    ),
}
"""What once took up to 66 s and 857 MB, and its kin: more than a save may hold."""

SPOILT: dict[str, Make] = {
    "a zero byte in its last record": with_a_zero_byte,
    "a record twice": with_a_record_twice,
    "empty": lambda _: b"",
    "its first half": lambda save: save[: len(save) // 2],
    "line ends of Windows": lambda save: save.replace(b"\n", b"\r\n"),
    "a mark of byte order": lambda save: b"\xef\xbb\xbf" + save,
    "no text": lambda _: bytes(range(256)) * 100,
}
"""What went wrong with a good save."""
