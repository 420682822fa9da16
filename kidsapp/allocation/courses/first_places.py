"""A first place for as many children as can have one at all, before anyone gets a second."""

from kidsapp.allocation.courses.programme import Programme
from kidsapp.allocation.courses.seating import Seating
from kidsapp.allocation.courses.turns import Turn


class FirstPlaces:
    """First in turn: who gets a first place. Then in turn: the best first place that leaves all theirs."""

    def __init__(self, programme: Programme, turns: list[Turn]) -> None:
        """Take the programme and its order."""
        self.programme = programme
        self.names = list(programme.courses)
        self.number = {name: index for index, name in enumerate(self.names)}
        singles = [turn for turn in turns if len(turn.children) == 1]
        self.row = {turn.children[0]: index for index, turn in enumerate(singles)}
        self.wishes = [self._open_to(turn) for turn in singles]
        self.seating = Seating([course.capacity for course in programme.courses.values()], self.wishes)
        self.joint: dict[str, str] = {}
        self.closed = 0
        for turn in turns:
            self._accept(turn)
        for turn in singles:
            self._improve(self.row[turn.children[0]])

    def result(self) -> dict[str, str]:
        """Each child's first place."""
        single = {
            child: self.names[self.seating.at[row]]
            for child, row in self.row.items()
            if row in self.seating.at
        }
        return single | self.joint

    def _open_to(self, turn: Turn) -> list[int]:
        """Courses that all of a turn's children may have, by age and limit."""
        may = all(self.programme.limit_of(child) for child in turn.children)
        return [
            self.number[course]
            for course in turn.wishes
            if may and all(self.programme.has_age_for(child, course) for child in turn.children)
        ]

    def _accept(self, turn: Turn) -> None:
        if len(turn.children) > 1:
            self._accept_together(turn)
        elif turn.children[0] not in self.joint:
            row = self.row[turn.children[0]]
            _, self.closed = self.seating.seat(row, self.wishes[row], self.closed)

    def _accept_together(self, turn: Turn) -> None:
        """A group's first joint wish for which everyone accepted before it still finds a first place."""
        for course in self._open_to(turn):
            if self.seating.withhold(course, len(turn.children)):
                self.joint |= dict.fromkeys(turn.children, self.names[course])
                return

    def _improve(self, row: int) -> None:
        if row not in self.seating.at:
            return
        had = self.seating.take(row)
        better = self.wishes[row][: self.wishes[row].index(had)]
        if not self.seating.seat(row, better)[0]:
            self.seating.put(row, had)
        self.seating.settle(row)
