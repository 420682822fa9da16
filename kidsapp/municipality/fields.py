"""Random public names for rows: what stands in an address never tells how many there are."""

import secrets
from typing import Any

from django.db import models

PUBLIC_ID_BYTES = 9


def random_public_id() -> str:
    """Twelve URL-safe characters with 72 random bits."""
    return secrets.token_urlsafe(PUBLIC_ID_BYTES)


class PublicIdField(models.CharField):  # type: ignore[type-arg]
    """A random, unique, URL-safe name."""

    def __init__(self, **options: Any) -> None:
        """Fix length, default and uniqueness."""
        options.update(max_length=16, default=random_public_id, unique=True, editable=False)
        super().__init__(**options)
