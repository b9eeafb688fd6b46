"""Sign and verify as the public tool ``minisign`` does: its key files, its signature files, byte for byte.

Source of the format: https://jedisct1.github.io/minisign/. A file is signed by the Ed25519 signature of its BLAKE2b-512
digest; a second signature covers the first and the trusted comment. The secret key may be encrypted by a password.
"""

import base64
import binascii
import hashlib
import hmac
import os
from dataclasses import dataclass

from nacl import pwhash
from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey

from webapp.errors import UpdateError
from webapp.messages import Message

_ED25519 = b"Ed"
_PREHASHED = b"ED"
_LEGACY = b"Ed"
_SCRYPT = b"Sc"
_BLAKE2B = b"B2"
_PLAIN = b"\0\0"
_ID_BYTES = 8

# The cost of deriving a key from a password: half a second and 64 MB, also on a small machine. Minisign reads it from
# the key file; its own default is a gigabyte.
_OPERATIONS = 2_097_152
_MEMORY_BYTES = 64 * 1024 * 1024
_MOST_MEMORY_BYTES = 1 << 30

_COMMENT = "untrusted comment: "
_TRUSTED = "trusted comment: "


@dataclass(frozen=True)
class PublicKey:
    """Verifies signatures. *id* tells keys apart, and proves nothing."""

    id: bytes
    key: bytes

    @property
    def line(self) -> str:
        """Return the key as one line of base64, as ``minisign -P`` takes it."""
        return _to_base64(_ED25519 + self.id + self.key)

    @property
    def name(self) -> str:
        """Return the id as people compare it."""
        return self.id[::-1].hex().upper()

    def file(self) -> str:
        """Return the text of a key file."""
        return f"{_COMMENT}minisign public key {self.name}\n{self.line}\n"


@dataclass(frozen=True)
class SecretKey:
    """Signs files."""

    id: bytes
    seed: bytes

    @property
    def public(self) -> PublicKey:
        """Return the key that verifies what this one signs."""
        return PublicKey(self.id, bytes(SigningKey(self.seed).verify_key))

    def file(self, password: str) -> str:
        """Return the text of a key file that *password* opens; an empty password encrypts nothing."""
        secret = self.id + self.seed + self.public.key
        if password:
            secret += _digest(_ED25519 + secret, size=32)
            salt, limits = os.urandom(32), (_OPERATIONS, _MEMORY_BYTES)
            secret = _xor(secret, _stream(password, salt, *limits))
            head = _ED25519 + _SCRYPT + _BLAKE2B + salt + b"".join(limit.to_bytes(8, "little") for limit in limits)
        else:
            secret += bytes(32)
            head = _ED25519 + _PLAIN + _BLAKE2B + bytes(32 + 8 + 8)
        kind = "encrypted secret key" if password else "secret key"
        return f"{_COMMENT}minisign {kind}\n{_to_base64(head + secret)}\n"

    def sign(self, content: bytes, trusted_comment: str) -> str:
        """Return the text of a signature file for *content*."""
        key = SigningKey(self.seed)
        signature = key.sign(_digest(content)).signature
        over_all = key.sign(signature + trusted_comment.encode()).signature
        return (
            f"{_COMMENT}signature from minisign secret key {self.public.name}\n"
            f"{_to_base64(_PREHASHED + self.id + signature)}\n{_TRUSTED}{trusted_comment}\n{_to_base64(over_all)}\n"
        )


def new_secret_key() -> SecretKey:
    """Return a new key."""
    return SecretKey(os.urandom(_ID_BYTES), os.urandom(32))


def is_encrypted(where: str, text: str) -> bool:
    """Tell whether the secret key file *text* needs a password. Raises UpdateError if it is no key file."""
    return _secret_bytes(where, text)[2:4] == _SCRYPT


def read_secret_key(where: str, text: str, password: str) -> SecretKey:
    """Read the secret key file *text*. Raises UpdateError if it is no key file or *password* does not open it."""
    raw = _secret_bytes(where, text)
    secret = raw[54:]
    if raw[2:4] == _SCRYPT:
        limits = int.from_bytes(raw[38:46], "little"), int.from_bytes(raw[46:54], "little")
        if limits[1] > _MOST_MEMORY_BYTES:
            raise UpdateError(where, Message("key_memory"), Message("make_new_key"))
        secret = _xor(secret, _stream(password, raw[6:38], *limits))
        if not hmac.compare_digest(secret[72:], _digest(_ED25519 + secret[:72], size=32)):
            raise UpdateError(where, Message("wrong_password"), Message("try_again_or_other_key"))
    return SecretKey(secret[:8], secret[8:40])


def read_public_key(where: str, text: str) -> PublicKey:
    """Read a public key from the text of its file or from its line. Raises UpdateError if it is no key."""
    lines = text.strip().splitlines() or [""]
    raw = _from_base64(lines[-1])
    if len(lines) > 2 or len(raw) != 42 or raw[:2] != _ED25519:
        raise UpdateError(where, Message("no_public_key"), Message("name_or_give_line"))
    return PublicKey(raw[2:10], raw[10:])


def verify(where: str, content: bytes, signature_file: str, key: PublicKey) -> str:
    """Return the trusted comment of a signature of *content*. Raises UpdateError if *key* did not sign it."""
    lines = signature_file.splitlines()
    if len(lines) != 4 or not lines[2].startswith(_TRUSTED):
        raise UpdateError(where, Message("no_signature"), Message("ask_to_sign_again"))
    raw, over_all, comment = _from_base64(lines[1]), _from_base64(lines[3]), lines[2].removeprefix(_TRUSTED)
    if len(raw) != 74 or raw[:2] not in (_PREHASHED, _LEGACY):
        raise UpdateError(where, Message("no_signature"), Message("ask_to_sign_again"))
    if raw[2:10] != key.id:
        name = PublicKey(raw[2:10], b"").name
        remedy = Message("give_new_key")
        raise UpdateError(where, Message("wrong_key", name=name, expected=key.name), remedy)
    try:
        checker = VerifyKey(key.key)
        checker.verify(_digest(content) if raw[:2] == _PREHASHED else content, raw[10:])
        checker.verify(raw[10:] + comment.encode(), over_all)
    except (BadSignatureError, ValueError):
        raise UpdateError(where, Message("bad_signature"), Message("take_from_elsewhere")) from None
    return comment


def _secret_bytes(where: str, text: str) -> bytes:
    raw = _from_base64((text.strip().splitlines() or [""])[-1])
    if len(raw) != 158 or raw[:2] != _ED25519 or raw[4:6] != _BLAKE2B or raw[2:4] not in (_SCRYPT, _PLAIN):
        raise UpdateError(where, Message("no_secret_key"), Message("make_key"))
    return raw


def _stream(password: str, salt: bytes, operations: int, memory_bytes: int) -> bytes:
    return pwhash.scrypt.kdf(104, password.encode(), salt, opslimit=operations, memlimit=memory_bytes)


def _digest(content: bytes, size: int = 64) -> bytes:
    return hashlib.blake2b(content, digest_size=size).digest()


def _xor(first: bytes, second: bytes) -> bytes:
    return bytes(one ^ other for one, other in zip(first, second, strict=True))


def _to_base64(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _from_base64(line: str) -> bytes:
    try:
        return base64.b64decode(line.strip(), validate=True)
    except (binascii.Error, ValueError):
        return b""
