"""What each rule reads, runs, proves and explains, by the rule that a document names."""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias

from kidsapp.allocation import records
from kidsapp.allocation.checker import verdict as places_verdict
from kidsapp.allocation.checker.courses import verdict as courses_verdict
from kidsapp.allocation.courses import reading_records as course_records
from kidsapp.allocation.courses import records as courses
from kidsapp.allocation.courses.explanations import CourseExplanations
from kidsapp.allocation.courses.programme import RULE as COURSES
from kidsapp.allocation.courses.programme import Programme
from kidsapp.allocation.courses.reading import programme
from kidsapp.allocation.courses.writing import as_written as course_as_written
from kidsapp.allocation.explanations import Explanations
from kidsapp.allocation.reading import records as place_records
from kidsapp.allocation.reading import whole
from kidsapp.allocation.reading.document import Document
from kidsapp.allocation.reading.faults import Path
from kidsapp.allocation.reading.json_text import parsed
from kidsapp.allocation.reading.writing import as_written as place_as_written
from kidsapp.web.allocation.texts import Speech

Input: TypeAlias = Document | Programme
STAND_IN = "00"
"""Where a list is frozen before its seed is known: equal children are told apart later."""


def read_any(written: bytes) -> Input:
    """The checked input; raises ``InputRefused`` with the path of the first fault."""
    return _checked(parsed(written))


def frozen_hash(written: bytes) -> str:
    """The hash of a list that may have no seed yet; raises ``InputRefused`` with the first fault."""
    value = parsed(written)
    given = _checked({"seed": STAND_IN, **value} if isinstance(value, dict) else value)
    if isinstance(given, Programme):
        return courses.list_hash(course_as_written(given))
    return records.list_hash(place_as_written(given))


def _checked(value: Any) -> Input:
    return programme(value, Path()) if _is_for_courses(value) else whole.document(value, Path())


def read_record(written: bytes) -> tuple[dict[str, Any], Input]:
    """A record and its input; raises ``InputRefused`` where it is no record."""
    value = parsed(written)
    if not isinstance(value, dict) or not _is_for_courses(value.get("input")):
        return place_records.read_record(written)
    given = course_records.read_record(value, Path())
    found: dict[str, Any] = json.loads(written.decode("utf-8-sig"))
    return found, given


def record_of(given: Input) -> dict[str, Any]:
    """The record of a run."""
    return courses.record(given) if isinstance(given, Programme) else records.record(given)


def verdict(made: Mapping[str, Any]) -> dict[str, Any]:
    """The checker's verdict on a record."""
    if _is_for_courses(made["input"]):
        return courses_verdict.verdict(made)
    return places_verdict.verdict(made)


def lines_for(made: Mapping[str, Any], given: Input, language: str) -> Callable[[str], list[str]]:
    """What is said to a child's family in one language, line by line."""
    speech = Speech(language)
    if isinstance(given, Programme):
        several = CourseExplanations(made, given)
        return lambda child: speech.courses(several.got(child), list(several.answers(child)))
    one = Explanations(made, given)
    return lambda child: speech.whole(one.got(child), list(one.answers(child)))


def about_first_places(made: Mapping[str, Any]) -> Iterator[str]:
    """How many children have a first place, how many could, and what listing less could still gain."""
    found = made["verdict"].get("first_places")
    if found:
        yield f"{found['children']} children have a first place, {found['most']} could"
        if found["most_if_apart"] != found["most"]:
            yield f"{found['most_if_apart']} could if no group had to stay together"
        gains = made["gain_by_listing_less"]
        told = ", ".join(
            f"{many} with {least} or more" for least, many in gains["gained_with_at_least"].items()
        )
        yield f"listing less gained in so many of {gains['cases']} small cases, by wishes named: {told}"


def _is_for_courses(value: Any) -> bool:
    return isinstance(value, dict) and value.get("rule") == COURSES
