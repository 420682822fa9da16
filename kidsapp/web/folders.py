"""Where things lie: the checkout, the package, the installation's state, and the cities."""

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGE = ROOT / "kidsapp"
STATE = Path(os.environ.get("KIDSAPP_STATE", ROOT / "var"))
CITIES = Path(os.environ.get("KIDSAPP_CITIES", ROOT / "cities"))


def kept_secret(name: str, make: Callable[[], str]) -> str:
    """What was made at the first start and lies in the state folder since; for the process's user only.

    Two processes may start at once: whoever links first has made it, and nobody ever reads half of it.
    """
    kept = STATE / name
    if not kept.exists():
        STATE.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile("w", dir=STATE) as made, suppress(FileExistsError):
            made.write(make())
            made.flush()
            kept.hardlink_to(made.name)
    return kept.read_text()
