"""What is said of a book when it is taken in: its years, and who signed for it."""

from dataclasses import dataclass

from hotich.core.names import verbatim


@dataclass(frozen=True, slots=True)
class DeclaredYear:
    """One year as the book declares it; None = not declared."""

    year: int
    pages: int | None = None
    entries: int | None = None


@dataclass(frozen=True, slots=True)
class Signatures:
    """Who gave a book and who received it, each by name and post; "" = not known."""

    given_by: str = ""
    given_post: str = ""
    received_by: str = ""
    received_post: str = ""

    def fields(self) -> dict[str, str]:
        """Return the four texts as a custody row keeps them."""
        return {
            "given_by": verbatim(self.given_by).strip(),
            "given_post": verbatim(self.given_post).strip(),
            "received_by": verbatim(self.received_by).strip(),
            "received_post": verbatim(self.received_post).strip(),
        }
