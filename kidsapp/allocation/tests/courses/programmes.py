"""Holiday programmes for the tests, small and drawn."""

import json

from kidsapp.allocation.courses.programme import Programme
from kidsapp.allocation.courses.reading import programme
from kidsapp.allocation.courses.records import record
from kidsapp.allocation.reading.faults import Path
from kidsapp.allocation.reading.json_text import parsed

SEED = "5eed"


def read(content) -> Programme:
    """A programme as if it came from a file."""
    return programme(parsed(json.dumps(content).encode()), Path())


def document(children, courses, mode="stable", **more):
    """The input with what every test needs."""
    return {
        "rule": "courses",
        "mode": mode,
        "seed": SEED,
        "children": children,
        "courses": courses,
        **more,
    }


def run(children, courses, mode="stable", **more):
    """The record of a run."""
    return record(read(document(children, courses, mode, **more)))


def course(*dates, capacity=1, **more):
    """A course: each date is a day of July 2027 and its hours, like ``"19 9-12"``."""
    return {"capacity": capacity, "dates": [_span(each) for each in dates], **more}


def _span(written):
    day, hours = written.split()
    return [f"2027-07-{int(day):02}T{_clock(end)}" for end in hours.split("-")]


def _clock(written):
    hour, _, minute = written.partition(":")
    return f"{int(hour):02}:{minute or '00'}"


def in_order(*names, **lists):
    """Children in this order of priority, so that no draw is needed to read a test."""
    return {
        name: {"class": place, **(lists[name] if isinstance(lists[name], dict) else {"wishes": lists[name]})}
        for place, name in enumerate(names or lists)
    }
