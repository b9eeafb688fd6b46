"""The admin's password: its Argon2id hash is in a file of the library that is never served or frozen.

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
# Each check takes 64 MB of memory: many tries at once must not exhaust a small machine.
_one_at_a_time = Lock()


def set_password(root: Path, password: str) -> Path:
    """Store the hash of *password* for the library at *root*, readable only by its owner; return the file.

    Raises PasswordTooShort if it is too short.
    """
    if len(password) < MIN_CHARACTERS:
        raise PasswordTooShort(MIN_CHARACTERS)
    path = root / PASSWORD_FILE
    write_file(path, _hasher.hash(password).encode(), mode=0o600)
    return path


def password_hash(root: Path) -> str:
    """Return the stored hash of the library at *root*; "" if no password is set."""
    try:
        return (root / PASSWORD_FILE).read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return ""


def is_right(kept_hash: str, password: str) -> bool:
    """Tell whether *password* has the hash *kept_hash*. This is slow on purpose."""
    with _one_at_a_time:
        try:
            return _hasher.verify(kept_hash, password)
        except (VerificationError, InvalidHashError):
            return False
