"""Random tokens that somebody holds, and the hashes by which we know them again."""

import hashlib
import hmac
import secrets


def new_token() -> str:
    """Make an unguessable token of 256 bits, safe in addresses and cookies."""
    return secrets.token_urlsafe(32)


def hash_token(token: str) -> str:
    """Return what is stored of a token: a stolen database signs nobody in."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def keyed_hash(key: str, text: str) -> str:
    """Return a hash that only the holder of the key can compare."""
    return hmac.new(key.encode(), text.encode("utf-8"), hashlib.sha256).hexdigest()
