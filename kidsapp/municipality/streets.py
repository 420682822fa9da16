"""Streets as the database compares them, whoever typed them: "Große Straße 5" and "GROSSE STR." are one.

In SQL alone, since a family's address is compared where it lies; what the lists say goes the same way.
"""

from django.db.models import CharField, Func

STREET_KEY = r"""regexp_replace(replace(regexp_replace(regexp_replace(lower(translate(
    replace(replace(<street>, 'ß', 'ss'), 'ẞ', 'ss'), 'ÄÖÜäöü', 'AOUaou')),
    '\s+\d.*$', ''), '([aou])e', '\1', 'g'), 'strasse', 'str'), '[^a-z]+', '', 'g')"""
"""Without house number and signs; ä, ae and a alike. What has no letter of ours is empty and no street."""


def street_key(column: str) -> str:
    """The key of the street in a column, for statements by hand."""
    return STREET_KEY.replace("<street>", column)


class StreetKey(Func):
    """The key of a street with or without its house number."""

    template = street_key("%(expressions)s")
    arity = 1
    output_field = CharField(max_length=200)
