"""Whether every child may have what it has, and every course has the seats."""

from collections import Counter
from collections.abc import Iterator
from itertools import combinations

from kidsapp.allocation.checker.courses.claims import Claim


def infeasible(claim: Claim) -> Iterator[str]:
    """What nobody may have, child after child, then course after course."""
    if set(claim.got) != set(claim.children):
        yield "assignment: not the children of the list"
        return
    for child, courses in claim.got.items():
        yield from _child(claim, child, courses)
    taken = Counter(course for courses in claim.got.values() for course in courses)
    for name, course in claim.courses.items():
        if taken[name] > course["capacity"]:
            yield f"{name}: {taken[name]} children on {course['capacity']} seats"
    for group in claim.groups:
        yield from _apart(claim, group["children"], group["wishes"])


def _child(claim: Claim, child: str, courses: list[str]) -> Iterator[str]:
    if len(set(courses)) < len(courses):
        yield f"{child}: got a course twice"
    for course in courses:
        if course not in claim.lists[child]:
            yield f"{child}: got {course}, which it did not wish for"
        elif not claim.is_of_age(child, course):
            yield f"{child}: got {course}, which is for other ages"
    if len(courses) > claim.limit(child):
        yield f"{child}: got {len(courses)} courses, {claim.limit(child)} is the limit"
    for one, other in combinations(courses, 2):
        why = claim.clash(one, other)
        if why:
            yield f"{child}: got {one} and {other}, which {why}"


def _apart(claim: Claim, children: list[str], wishes: list[str]) -> Iterator[str]:
    for course in wishes:
        with_it = [child for child in children if course in claim.got[child]]
        if with_it and len(with_it) < len(children):
            yield f"{', '.join(sorted(children))}: {course} is a joint wish, {len(with_it)} of them got it"
