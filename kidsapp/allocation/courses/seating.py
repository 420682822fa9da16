"""Children on single seats, moved along chains so that one more finds a seat, or a better one."""

from collections.abc import Iterable, Iterator, Sequence


class Seating:
    """Who sits where; ``moves`` says for each course, as bits, where children who sit there could go instead.

    Courses are numbers. A child that is *settled* keeps its seat from then on and moves no more.
    """

    def __init__(self, capacity: Sequence[int], wishes: Sequence[Sequence[int]]) -> None:
        """Take the seats of each course and the wishes of each child."""
        self.free, self.wishes = list(capacity), wishes
        self.at: dict[int, int] = {}
        self.movable: list[set[int]] = [set() for _ in capacity]
        self.times: list[list[int]] = [[0] * len(capacity) for _ in capacity]
        self.moves = [0] * len(capacity)

    def seat(self, child: int, starts: Iterable[int], closed: int = 0) -> tuple[bool, int]:
        """Seat a child at the first of these courses that can be made free, by moving others elsewhere.

        ``closed`` are courses, as bits, from which no chain ends in a free seat; returned are those found.
        """
        seen = closed
        for start in starts:
            if seen >> start & 1:
                continue
            before = {start: start}
            seen |= 1 << start
            end, seen = self._search(start, before, seen)
            if end is not None:
                self._shift(end, before)
                self.put(child, start)
                return True, closed
        return False, seen

    def _search(self, start: int, before: dict[int, int], seen: int) -> tuple[int | None, int]:
        """Breadth first to a course with a free seat."""
        row = [start]
        for course in row:
            if self.free[course] > 0:
                return course, seen
            reached = self.moves[course] & ~seen
            seen |= reached
            for other in _numbers(reached):
                before[other] = course
                row.append(other)
        return None, seen

    def _shift(self, end: int, before: dict[int, int]) -> None:
        """Move one child along each step of the chain, the last one first."""
        while before[end] != end:
            course = before[end]
            child = min(each for each in self.movable[course] if end in self.wishes[each])
            self.take(child)
            self.put(child, end)
            end = course

    def put(self, child: int, course: int) -> None:
        """Give a free seat."""
        self.at[child] = course
        self.free[course] -= 1
        self.movable[course].add(child)
        self._count(child, course, 1)

    def take(self, child: int) -> int:
        """Take a seat back."""
        course = self.at.pop(child)
        self.free[course] += 1
        self.movable[course].remove(child)
        self._count(child, course, -1)
        return course

    def settle(self, child: int) -> None:
        """From now on a child stays where it is."""
        self.movable[self.at[child]].remove(child)
        self._count(child, self.at[child], -1)

    def withhold(self, course: int, seats: int) -> bool:
        """Take seats out of a course, if everyone who has a seat still finds one."""
        for done in range(seats):
            if not self._free_one(course):
                self.free[course] += done
                return False
            self.free[course] -= 1
        return True

    def _free_one(self, course: int) -> bool:
        before = {course: course}
        end, _ = self._search(course, before, 1 << course)
        if end is not None:
            self._shift(end, before)
        return end is not None

    def _count(self, child: int, course: int, more: int) -> None:
        times = self.times[course]
        for other in self.wishes[child]:
            times[other] += more
            if times[other]:
                self.moves[course] |= 1 << other
            else:
                self.moves[course] &= ~(1 << other)


def _numbers(bits: int) -> Iterator[int]:
    while bits:
        low = bits & -bits
        yield low.bit_length() - 1
        bits ^= low
