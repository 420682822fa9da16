"""The kernel's accounting: processor time that a group of processes has used so far."""

import os
import statistics
import time
from collections.abc import Iterable

import psutil


def cpu_ms(processes: Iterable[int]) -> float:
    """User and system time of the processes together, in milliseconds, as the scheduler counts it.

    Read from their processor clocks (clock_getcpuclockid(3)), since the ticks in /proc are 10 ms coarse.
    """
    return sum(time.clock_gettime(~pid << 3 | 2) for pid in processes) * 1000


def family_of(pid: int) -> list[int]:
    """A process and all that it started."""
    return [pid, *(child.pid for child in psutil.Process(pid).children(recursive=True))]


def processor() -> str:
    """The name of the processor, with the number of its cores."""
    with open("/proc/cpuinfo", encoding="utf-8") as lines:
        name = next((line.split(":", 1)[1] for line in lines if line.startswith("model name")), "unknown")
    return f"{name.strip()}, {os.cpu_count()} cores"


def load() -> str:
    """What else the machine had to do, and how fast it was beside that."""
    return f"load {os.getloadavg()[0]:.1f}, pace {pace_ms():.1f} ms"


def pace_ms() -> float:
    """Processor time of a fixed piece of work, to compare runs: a core that neighbours use too is slower."""
    spent = []
    for _ in range(15):
        before = time.process_time()
        sum(number * number for number in range(200_000))
        spent.append(time.process_time() - before)
    return statistics.median(spent) * 1000
