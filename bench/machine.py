"""The kernel's accounting, and what the machine is."""

import os
import statistics
import time

import psutil


def cpu_ms(pid: int) -> float:
    """User and system time of a process so far, in milliseconds, as the scheduler counts it.

    Read from its processor clock (clock_getcpuclockid(3)), since the ticks in /proc are 10 ms coarse.
    Raises ``OSError`` when the process has ended.
    """
    return time.clock_gettime(~pid << 3 | 2) * 1000


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
