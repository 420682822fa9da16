"""What a log-in outside of KidsApp has to know, so that another kind of it can stand beside OpenID Connect.

BundID speaks SAML 2.0 only: its adapter is to answer these questions, and to end in the same three acts: the
proof noted in the session (``note_proof``), the account met for the first time, the link (``link_identity``).
"""

from typing import Protocol

from kidsapp.kernel.actors import Assurance


class LogInElsewhere(Protocol):
    """A place where a city's people show who they are."""

    @property
    def id(self) -> str:
        """Under which name its people are kept; another one in each city."""

    @property
    def kind(self) -> str:
        """``staff`` or ``families``."""

    @property
    def name(self) -> str:
        """As the button says it."""

    @property
    def origin(self) -> str:
        """Where the browser is sent to, for the content security policy."""

    def level_of(self, acr: str, amr: tuple[str, ...]) -> Assurance:
        """How sure a log-in there makes us."""

    def acr_values(self, level: Assurance) -> str:
        """What is asked there for a log-in of at least this level."""
