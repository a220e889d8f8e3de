"""Lighthouse, as a telephone sees us: the median of three runs on home, browse and product. `make lighthouse` runs it.

Needs node, npm and Chromium, and a quiet machine: the figure for performance measures both. Not part of CI.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys

from demo_site import ROOT, demo_site

PAGES = {"home": "/", "browse": "/products/", "product": "/products/pomalidomide-4mg-capsules/"}
FLOORS = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}
RUNS = 3
ATTEMPTS = 3
FOLDER = ROOT / "var" / "lighthouse"


def main():
    program = installed()
    low = []
    with demo_site() as address:
        print(f"{'page':<10}" + "".join(f"{name:>16}" for name in FLOORS))
        for page, path in PAGES.items():
            runs = [scores(program, address + path) for _run in range(RUNS)]
            medians = {name: statistics.median(run[name] for run in runs) for name in FLOORS}
            print(f"{page:<10}" + "".join(f"{medians[name]:>16.0f}" for name in FLOORS), flush=True)
            low += [
                f"{page}: {name} {medians[name]:.0f} < {floor}"
                for name, floor in FLOORS.items()
                if medians[name] < floor
            ]
    if low:
        sys.exit("Below the floor: " + "; ".join(low))


def installed() -> str:
    """Lighthouse of npm, in var/lighthouse."""
    if not shutil.which("npm") or not chromium():
        sys.exit("Lighthouse needs npm and chromium. On Debian: apt-get install npm chromium")
    program = FOLDER / "node_modules" / ".bin" / "lighthouse"
    if not program.exists():
        FOLDER.mkdir(parents=True, exist_ok=True)
        subprocess.run(["npm", "install", "--silent", "--prefix", FOLDER, "lighthouse"], check=True)  # noqa: S603, S607
    return str(program)


def chromium() -> str | None:
    return os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")


def scores(program: str, address: str) -> dict[str, float]:
    """{category: 0 to 100} of one run, with its findings kept in var/lighthouse/last.json."""
    flags = "--headless=new --disable-gpu" + (" --no-sandbox" if os.geteuid() == 0 else "")
    report = FOLDER / "last.json"
    command = [program, address, "--quiet", "--output=json", f"--output-path={report}", f"--chrome-flags={flags}"]
    for _attempt in range(ATTEMPTS):  # now and then it loses the trace of a page, and asks to be run again
        done = subprocess.run(command, env=os.environ | {"CHROME_PATH": chromium() or ""})  # noqa: S603
        if done.returncode == 0:
            break
    else:
        sys.exit(f"Lighthouse failed {ATTEMPTS} times on {address}; its reason stands above.")
    return {name: 100 * found["score"] for name, found in json.loads(report.read_text())["categories"].items()}


if __name__ == "__main__":
    main()
