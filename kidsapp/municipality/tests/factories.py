"""Cities for tests; all invented but for their names."""

from itertools import count

from kidsapp.municipality.models import Municipality

_number = count(1)


def municipality(slug: str = "herne", **values) -> Municipality:
    """A city with the least that it needs."""
    values = {"name": slug.capitalize(), "ags": f"{next(_number):08d}", "land": "nrw", **values}
    values.setdefault("hosts", [f"{slug}.localhost"])
    return Municipality.objects.create(slug=slug, **values)
