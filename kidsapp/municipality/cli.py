"""How a command of the operator is told a city."""

from typing import Any

import click

from kidsapp.municipality.models import Municipality


class CityName(click.ParamType[Municipality]):
    """The name of a city's folder; becomes its row, or one line that says which cities are loaded."""

    name = "city"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Municipality:
        """The city of that name."""
        if isinstance(value, Municipality):
            return value
        cities = {city.slug: city for city in Municipality.objects.order_by("slug")}
        if value not in cities:
            known = (
                f"loaded are: {', '.join(cities)}" if cities else "load one first: kidsapp city load FOLDER"
            )
            raise click.BadParameter(f"no city is loaded under the name {value}; {known}", ctx, param)
        return cities[value]


CITY = CityName()
