"""Where things lie: the checkout, the package, the installation's state, and the cities."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGE = ROOT / "kidsapp"
STATE = Path(os.environ.get("KIDSAPP_STATE", ROOT / "var"))
CITIES = Path(os.environ.get("KIDSAPP_CITIES", ROOT / "cities"))
