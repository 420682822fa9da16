"""Where the demonstration plays: the city, its season, its Kitas with those who lead them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from random import Random

from kidsapp.kernel.actors import Actor, Role
from kidsapp.kernel.clock import GERMAN_TIME
from kidsapp.operations.rules import DemoSeason
from kidsapp.people.models import Account
from kidsapp.people.queries import actor_of
from kidsapp.places.models import Facility

PASSWORD = "kidsapp-demo"  # noqa: S105 (printed by the demonstration itself)
MAIL = "@demo.example"
MARK = "(erfunden)"
REFUSING = tuple(f"unzustellbar{number}{MAIL}" for number in ("", "2", "3"))
SEED = 2026
FIRST_HOUR, LAST_HOUR = 8, 19


@dataclass
class Stage:
    """What every story shares."""

    city_id: int
    town: str
    at: datetime
    season: DemoSeason
    crowded: Facility
    kitas: Sequence[Facility]
    postal_codes: Sequence[str]
    leads: dict[int, Account] = field(default_factory=dict)
    by_role: dict[Role, Account] = field(default_factory=dict)
    random: Random = field(default_factory=lambda: Random(SEED))  # noqa: S311 (invents people, no secrets)

    def draw_anew(self, number: int) -> None:
        """Let what is drawn for a family depend on nothing but its number, whoever else was told before."""
        self.random = Random(SEED + number)  # noqa: S311

    def actor(self, account: Account | None, on: date) -> Actor:
        """The account, or a visitor, as it acts on a day."""
        language = account.language if account else "de"
        return actor_of(account, municipality_id=self.city_id, today=on, language=language)

    def others(self) -> list[Facility]:
        """The Kitas that not everybody wishes for."""
        return [kita for kita in self.kitas if kita.pk != self.crowded.pk]

    def moment(self, day: date) -> datetime:
        """Some moment of the day, none after the demonstration's own."""
        hour, minute = self.random.randint(FIRST_HOUR, LAST_HOUR), self.random.randrange(60)
        return min(datetime.combine(day, time(hour, minute), GERMAN_TIME), self.at)
