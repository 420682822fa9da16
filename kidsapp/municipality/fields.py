"""Random public names for rows: what stands in an address never tells how many there are."""

import secrets
from typing import Any

from django.db import models

PUBLIC_ID_BYTES, LONGEST = 16, 24
BYTES_BEFORE = 9
"""Of the shorter names that the first migrations gave."""


def random_public_id() -> str:
    """Twenty-two URL-safe characters with 128 random bits."""
    return secrets.token_urlsafe(PUBLIC_ID_BYTES)


def _shorter() -> str:
    return secrets.token_urlsafe(BYTES_BEFORE)


class PublicIdField(models.CharField):  # type: ignore[type-arg]
    """A random, unique, URL-safe name."""

    def __init__(self, **options: Any) -> None:
        """Fix default and uniqueness; only migrations name another length, an older one."""
        length = options.setdefault("max_length", LONGEST)
        default = random_public_id if length == LONGEST else _shorter
        options.update(default=default, unique=True, editable=False)
        super().__init__(**options)
