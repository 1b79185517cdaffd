"""Under what does a secret stand in a table? A digest keyed by the installation; opens nothing."""

from django.utils.crypto import salted_hmac


def keyed_digest(purpose: str, text: str) -> str:
    """Return the digest of a text for one purpose: 64 digits, another for each purpose."""
    return salted_hmac(f"hotich.accounts.{purpose}", text, algorithm="sha256").hexdigest()
