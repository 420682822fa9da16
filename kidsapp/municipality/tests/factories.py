"""Cities for tests; all invented but for their names."""

from itertools import count

from kidsapp.municipality.models import Municipality

_number = count(1)


def municipality(slug: str = "herne", **values) -> Municipality:
    """A city with the least that it needs."""
    values = {"name": slug.capitalize(), "ags": f"{next(_number):08d}", "land": "nrw", **values}
    values.setdefault("hosts", [f"{slug}.localhost"])
    sender = f"KidsApp {values['name']} <kidsapp@{slug}.example>"
    values["profile"] = {"sender": sender, **values.get("profile", {})}
    return Municipality.objects.create(slug=slug, **values)
