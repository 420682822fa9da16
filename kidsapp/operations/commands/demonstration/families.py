"""One invented family: who they are, what they need, which Kitas they wish for."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kidsapp.childcare.queries.terms import terms_of
from kidsapp.childcare.rules import Need, kindergarten_year, refusal_to_wish
from kidsapp.kernel.opening_hours import Week
from kidsapp.operations.commands.demonstration.invented import Names, Story, names, streets
from kidsapp.operations.commands.demonstration.stage import MAIL, MARK, Stage
from kidsapp.operations.rules import month_after
from kidsapp.people.models import Account
from kidsapp.people.rules import ChildRecord
from kidsapp.places.models import Facility

HOURS = {"25": 20, "35-block": 55, "35-split": 25}
AGES = {(13, 23): 18, (24, 35): 44, (36, 47): 28, (48, 64): 10}
"""Months on the first day, and how many of a hundred."""
GROUNDS = {"work": 70, "training": 15, "job_search": 10, "family_care": 5}
FOODS = ("vegetarian", "no_pork", "halal", "allergy", "no_lactose")
TIMES = ((420, 930), (435, 900), (450, 870), (390, 1020))
WISHES = 3


@dataclass
class Family:
    """Invented parents and child, and what they will answer."""

    number: int
    story: Story
    language: str
    child: ChildRecord
    starts_on: date
    hours: str
    wishes: Sequence[Facility]
    guardian: Account
    second: Account | None = None
    helper: Account | None = None
    is_urgent: bool = False
    siblings_there: bool = False
    times: Week | None = None
    food: tuple[str, ...] = ()
    ground: str = ""

    @property
    def people(self) -> list[str]:
        """Whoever of the family logs in, by the names of the fields here; on paper nobody does."""
        own = [] if self.story.is_on_paper else ["guardian"]
        return [*own, *(["second"] if self._joins else []), *(["helper"] if self.helper else [])]

    @property
    def _joins(self) -> bool:
        return any(step.act == "join" for step in self.story.steps)


def invented_family(stage: Stage, story: Story, number: int, sent_on: date) -> Family:
    """Draw a family for a story; its accounts are not saved yet."""
    chance = stage.random
    rows = names()
    language = story.fixed.get("language") or _drawn(stage, {key: row.share for key, row in rows.items()})
    starts_on = _first_day(stage, story, sent_on)
    guardian, second = _parents(stage, story, rows[language], language, number)
    hours = story.hours or _drawn(stage, HOURS)
    child = _child(stage, story, rows[language], guardian.family_name, starts_on)
    need = Needed(child.born_on, starts_on, hours, guardian.postal_code)
    opens, closes = chance.choice(TIMES)
    return Family(
        number,
        story,
        language,
        child,
        starts_on,
        hours,
        wishes_for(stage, need, first=stage.crowded if story.kita == "crowded" else None),
        guardian,
        second,
        _helper(stage, story, rows[language], language, number),
        is_urgent=_is_urgent(stage, story, starts_on),
        siblings_there=chance.random() < 0.15,
        times=Week.of([(day, opens, closes) for day in range(5)]) if chance.random() < 0.6 else None,
        food=(chance.choice(FOODS),) if chance.random() < 0.2 else (),
        ground=_drawn(stage, GROUNDS),
    )


def _drawn(stage: Stage, shares: dict[str, int]) -> str:
    return stage.random.choices(list(shares), weights=list(shares.values()))[0]


def _first_day(stage: Stage, story: Story, sent_on: date) -> date:
    if story.year == "last":
        return date(stage.season.year - 1, 8, 1)
    if story.year == "now":
        return month_after(stage.season.today, 1 if story.is_urgent else stage.random.choice((1, 2, 3)))
    later = stage.random.choices((0, 1, 2), weights=(86, 9, 5))[0]
    usual = stage.season.starts_on
    first = month_after(usual, later) if later else usual
    return first if kindergarten_year(first) == stage.season.year else usual


def _is_urgent(stage: Stage, story: Story, starts_on: date) -> bool:
    """In July even who moves here now asks for the coming year, and would wait for its second round."""
    is_of_coming_year = kindergarten_year(starts_on) == stage.season.year
    return story.is_urgent or (story.year == "now" and is_of_coming_year)


def _parents(
    stage: Stage, story: Story, row: Names, language: str, number: int
) -> tuple[Account, Account | None]:
    chance = stage.random
    family_name = story.fixed.get("family_name") or chance.choice(row.families)
    mother, father = chance.choice(row.mothers), chance.choice(row.fathers)
    first, other = (mother, father) if chance.random() < 0.7 else (father, mother)
    guardian = _person(stage, story.fixed.get("given_name") or first, family_name, language, number)
    if email := story.fixed.get("email"):
        guardian.email = f"{email}{MAIL}"
    if not story.second:
        return guardian, None
    second = _person(stage, other, chance.choice(row.families), language, number)
    if story.second == "together":
        second.family_name, second.street = family_name, guardian.street
        second.postal_code = guardian.postal_code
    return guardian, second


def _helper(stage: Stage, story: Story, row: Names, language: str, number: int) -> Account | None:
    """Who sends the same child once more, or takes over what was typed at a counter."""
    if not {"double", "take_over"} & {step.act for step in story.steps}:
        return None
    given, family_name = stage.random.choice(row.mothers), stage.random.choice(row.families)
    return _person(stage, given, family_name, language, number)


def _person(stage: Stage, given: str, family: str, language: str, number: int) -> Account:
    chance = stage.random
    return Account(
        email=f"{_plain(given)}.{_plain(family)}.{number}{MAIL}",
        given_name=given,
        family_name=family,
        language=language,
        phone=f"02323 000 {chance.randrange(100, 1000)}",
        street=f"{chance.choice(list(streets()))} {chance.randrange(1, 60)} {MARK}",
        postal_code=chance.choice(list(stage.postal_codes)),
        town=stage.town,
    )


def _plain(name: str) -> str:
    bare = unicodedata.normalize("NFKD", name.lower().replace("ı", "i").replace("ł", "l"))
    return "".join(sign for sign in bare if "a" <= sign <= "z")


def _child(stage: Stage, story: Story, row: Names, family_name: str, starts_on: date) -> ChildRecord:
    ages = dict(list(AGES.items())[:-1]) if story.year == "last" else AGES
    low, high = stage.random.choices(list(ages), weights=list(ages.values()))[0]
    months = stage.random.randint(low, high)
    first = month_after(starts_on, -months)
    born_on = first - timedelta(stage.random.randrange(0, 28))
    given = story.fixed.get("child") or stage.random.choice(row.children)
    return ChildRecord(given, family_name, born_on)


def wishes_for(
    stage: Stage, need: "Needed", *, first: Facility | None = None, without: Facility | None = None
) -> list[Facility]:
    """Three Kitas that take the child, rather near than far."""
    fitting = [kita for kita in stage.others() if need.is_met_by(kita) and kita != without]
    weights = [4 if kita.postal_code == need.postal_code else 1 for kita in fitting]
    chosen = [first] if first else []
    while fitting and len(chosen) < WISHES:
        place = stage.random.choices(range(len(fitting)), weights=weights)[0]
        chosen.append(fitting.pop(place))
        del weights[place]
    return chosen


@dataclass(frozen=True)
class Needed:
    """What a Kita has to take."""

    born_on: date
    starts_on: date
    hours: str
    postal_code: str

    def is_met_by(self, kita: Facility) -> bool:
        """Whether the Kita takes the child's age and hours."""
        need = Need("", self.born_on, self.starts_on, self.hours)
        return refusal_to_wish(need, terms_of(kita)) is None
