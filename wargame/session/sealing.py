"""What a running game keeps from those who read its file: sealed under a key that is not in it.

The key of a game is made of the key of this computer's user, which one file in the data folder holds, and of
a name that stands in the save. So a save that is copied to another computer hides what it hid, and one that
stays can be played on after any crash. The table can choose a code at the start, which opens it anywhere.

Sealing is Fernet's (AES-128 in CBC mode with an HMAC), from the library cryptography.
"""

from __future__ import annotations

import base64
import json
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import suppress
from hashlib import blake2b, pbkdf2_hmac, sha256
from pathlib import Path
from typing import Any

from platformdirs import user_data_path

from wargame.session.cup import Cup, binding
from wargame.values import frozen

_ROUNDS = 400_000
_MOST_ROUNDS = 2_000_000  # a save made to harm must not keep the program busy
_CODED = re.compile(r"pbkdf2-sha256:(\d{1,7}):([0-9a-f]{32}):([A-Za-z0-9_=-]{1,400})")


class CantOpen(ValueError):
    """Something sealed can't be opened: by this key it never was closed, or it is damaged."""


@frozen
class Secrets:
    """What stands in a save of what is hidden in it, from some turn on.

    ``key`` names the key. ``dice`` binds the dice of each turn (``cup.binding``); ``seed``, sealed, gives
    them. ``code``, if the table chose one, is the key once more, sealed under it.
    """

    key: str
    dice: tuple[str, ...]
    seed: str
    code: str = ""


class Key:
    """Seals and opens texts and documents."""

    def __init__(self, key: bytes) -> None:
        """``key`` has 32 bytes."""
        from cryptography.fernet import Fernet  # a game that hides nothing need not wait for it

        self.raw = key
        self._fernet = Fernet(base64.urlsafe_b64encode(key))

    @classmethod
    def of_game(cls, name: str) -> Key:
        """The key of that name, of this user on this computer. Raises OSError where it can't be kept."""
        return cls(blake2b(name.encode(), key=_of_user(), digest_size=32).digest())

    def seal(self, document: Any, block: int = 1) -> str:
        """A document (what JSON can hold), sealed: printable ASCII. It is padded to whole blocks of so many
        bytes, where nobody is to see how much there is in it."""
        data = json.dumps(document, ensure_ascii=False).encode(errors="surrogatepass")
        return self._fernet.encrypt(data + b" " * (-len(data) % block)).decode()

    def open(self, text: str) -> Any:
        """The reverse of ``seal``. Raises CantOpen."""
        from cryptography.fernet import InvalidToken

        try:
            return json.loads(self._fernet.decrypt(text.encode()))
        except (InvalidToken, ValueError, RecursionError) as error:
            raise CantOpen("it was sealed with another key, or is damaged") from error

    def under_code(self, code: str) -> str:
        """This key, sealed under a code: ``pbkdf2-sha256:ROUNDS:SALT:SEALED``. Takes about a tenth of a
        second."""
        salt = secrets.token_hex(16)
        return f"pbkdf2-sha256:{_ROUNDS}:{salt}:{_by_code(code, salt, _ROUNDS).seal(self.raw.hex())}"


def by_code(code: str, sealed: str) -> Key:
    """The key that was sealed under a code. Raises CantOpen. Takes about a tenth of a second."""
    found = _CODED.fullmatch(sealed)
    if found is None or not 0 < int(found[1]) <= _MOST_ROUNDS:
        raise CantOpen("no key is kept like that")
    try:
        return Key(bytes.fromhex(_by_code(code, found[2], int(found[1])).open(found[3])))
    except (TypeError, ValueError) as error:
        raise CantOpen("it is another code") from error


class Keyring:
    """The keys of games that this user can open here, by the user's own key or by a table's code."""

    def __init__(self, code: str = "") -> None:
        self.kept = True
        """Can keys be had again when the program has ended?"""
        self.code = code
        self._made: dict[str, Key] = {}

    def make(self, seed: int, first: int, last: int, code: str = "") -> Secrets:
        """What hides a seed's dice of the turns from ``first`` to ``last`` and opens by a new key, or by a
        code."""
        name = secrets.token_hex(8)
        try:
            key = Key.of_game(name)
        except OSError:
            key, self.kept = Key(secrets.token_bytes(32)), False
        self._made[name] = key
        coded = key.under_code(code) if plain_code(code) else ""
        return Secrets(name, Cup(seed).bindings(first, last), key.seal(seed), coded)

    def find(self, hidden: Secrets) -> Key | None:
        """The key of what is hidden; None where none opens it."""
        return self._made.get(hidden.key) or next(self._fitting(hidden), None)

    def _fitting(self, hidden: Secrets) -> Iterator[Key]:
        with suppress(CantOpen, OSError):
            key = Key.of_game(hidden.key)
            key.open(hidden.seed)
            yield key
        if self.code:
            with suppress(CantOpen):
                yield by_code(self.code, hidden.code)


def plain_code(code: str) -> str:
    """A code as it counts: without blanks at its ends, whatever its letters' size."""
    return " ".join(code.casefold().split())


def _by_code(code: str, salt: str, rounds: int) -> Key:
    return Key(pbkdf2_hmac("sha256", plain_code(code).encode(), bytes.fromhex(salt), rounds))


def bound(nonce: str, document: Any) -> str:
    """What binds a document: SHA-256 of the nonce, a line end, and the document as JSON with sorted keys and
    no blanks. The nonce is a must: there are few orders, and who tries all would find them."""
    return binding(f"{nonce}\n{json.dumps(document, sort_keys=True, separators=(',', ':'))}")


def new_nonce() -> str:
    """32 hexadecimal digits that nobody can guess."""
    return secrets.token_hex(16)


def own_mark(data: bytes) -> str:
    """What only this user on this computer can have put on ``data``: 48 hexadecimal digits. Raises OSError
    where no key can be kept."""
    return blake2b(data, key=_of_user(), digest_size=24, person=b"mark").hexdigest()


def key_file() -> Path:
    """Where the key of this user on this computer is kept; it need not be there yet."""
    return user_data_path("wargame", appauthor=False) / "key"


def _of_user() -> bytes:
    """That key, made if there is none. Raises OSError."""
    path = key_file()
    try:
        kept = path.read_bytes()
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
        try:
            # Whole, or not there: two programs that begin at once must come to the same key.
            fresh.touch(0o600, exist_ok=False)
            with fresh.open("wb") as file:
                file.write(secrets.token_bytes(32))
                file.flush()
                os.fsync(file.fileno())
            _put(fresh, path)
        finally:
            fresh.unlink(missing_ok=True)
        kept = path.read_bytes()
    return sha256(kept).digest()


def _put(fresh: Path, path: Path) -> None:
    """Gives a file its name, unless another has it. Not every disk has links; there the last one wins."""
    try:
        os.link(fresh, path)
    except FileExistsError:
        return
    except OSError:
        if not path.exists():
            fresh.replace(path)
