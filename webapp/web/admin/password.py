"""The admin's password: its Argon2id hash, in a file of the library that is never served and never frozen.

Without that file there are no admin pages.
"""

from pathlib import Path
from threading import Lock

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from webapp.disk.files import write_file
from webapp.errors import PasswordTooShort

PASSWORD_FILE = ".admin-password"  # noqa: S105 (the name of a file)
MIN_CHARACTERS = 8

_hasher = PasswordHasher()
# Each takes 64 MB of memory: a flood of tries must not take a small machine's.
_one_at_a_time = Lock()


def set_password(root: Path, password: str) -> Path:
    """Keep the hash of *password* for the library at *root*, readable by its owner only; return its file.

    Raises PasswordTooShort.
    """
    if len(password) < MIN_CHARACTERS:
        raise PasswordTooShort(MIN_CHARACTERS)
    path = root / PASSWORD_FILE
    write_file(path, _hasher.hash(password).encode(), mode=0o600)
    return path


def password_hash(root: Path) -> str:
    """Return the hash that is kept for the library at *root*; "" if no password was set."""
    try:
        return (root / PASSWORD_FILE).read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return ""


def is_right(kept_hash: str, password: str) -> bool:
    """Tell whether *password* has the hash *kept_hash*; this takes a while, as it must."""
    with _one_at_a_time:
        try:
            return _hasher.verify(kept_hash, password)
        except (VerificationError, InvalidHashError):
            return False
