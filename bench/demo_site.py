"""A demonstration site of its own for the benches: `with demo_site() as address: …`."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 300  # seconds until the first page
PASSWORD = "demonstration"  # of every account of the demonstration


@contextmanager
def demo_site() -> Iterator[str]:
    """The address of a site with the demonstration catalogue in var/bench; it ends with the block."""
    port = free_port()
    address = f"http://localhost:{port}"
    environment = os.environ | {"VAR_DIR": str(ROOT / "var" / "bench"), "SITE_URL": address, "DEMO_PASSWORD": PASSWORD}
    command = [sys.executable, "manage.py", "serve", "--demo", "--port", str(port)]
    serving = subprocess.Popen(  # noqa: S603
        command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, start_new_session=True
    )
    try:
        wait_until_ready(f"{address}/readyz", serving)
        yield address
    finally:
        os.killpg(serving.pid, signal.SIGTERM)
        serving.wait(timeout=30)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until_ready(address: str, serving: subprocess.Popen):
    for _second in range(PATIENCE):
        if serving.poll() is not None:
            sys.exit("The site did not start; `make run` says why.")
        try:
            urllib.request.urlopen(address, timeout=5).close()  # noqa: S310
            return
        except (urllib.error.URLError, OSError):
            time.sleep(1)
    sys.exit(f"The site was not ready within {PATIENCE} seconds.")
