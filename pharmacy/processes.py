"""The site and its worker: started together, ended together."""

import ctypes
import signal
import subprocess
import sys
import threading
from collections.abc import Callable

SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
PATIENCE = 35  # seconds; gunicorn itself gives open requests 30
PR_SET_PDEATHSIG = 1


def run_together(site: list[str], worker: list[str], *, say: Callable[[str], None]) -> int:
    """Run two commands until the site ends or somebody stops us; returns the site's exit code, 0 where we were stopped.

    A worker that ends is not started again: the site goes on, and `say` gets a line about it.
    """
    stopped = threading.Event()
    earlier = {number: signal.signal(number, lambda *_: stopped.set()) for number in SIGNALS}
    running = []
    try:
        running = [started(site), started(worker)]
        return watch(*running, stopped=stopped, say=say)
    finally:
        end(running)
        for number, handler in earlier.items():
            signal.signal(number, handler)


def watch(site: subprocess.Popen, worker: subprocess.Popen, *, stopped: threading.Event, say) -> int:
    told = False
    while not stopped.wait(0.3):
        if site.poll() is not None:
            return site.returncode
        if worker.poll() is not None and not told:
            told = True
            say(
                f"The worker has ended (exit code {worker.returncode}). The site goes on; pictures are made where they "
                "are asked for. Start the site again, or run: manage.py work"
            )
    return 0


def started(command: list[str]) -> subprocess.Popen:
    """A session of its own keeps Ctrl-C from it: we pass one signal on, once, and it ends in its own time."""
    return subprocess.Popen(command, start_new_session=True, preexec_fn=end_with_parent)  # noqa: S603


def end_with_parent():
    """On Linux, the kernel ends the child even where we were killed and could pass nothing on."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def end(running: list[subprocess.Popen]):
    for process in running:
        process.terminate()
    for process in running:
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
