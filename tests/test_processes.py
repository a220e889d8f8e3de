"""The site and its worker start and end together; a worker that dies takes nothing with it."""

import os
import signal
import subprocess
import sys
import time

import pytest

# Two programs that say that they run and wait, as the site and the worker do.
WAIT = "import os, sys, time; print(sys.argv[1], os.getpid(), flush=True); time.sleep(60)"
END = "import sys; sys.exit(int(sys.argv[1]))"
TOGETHER = """
import sys
from pharmacy.processes import run_together
wait, end = {wait!r}, {end!r}
site = [sys.executable, "-c", *{site!r}]
worker = [sys.executable, "-c", *{worker!r}]
sys.exit(run_together(site, worker, say=lambda text: print(text, flush=True)))
"""


@pytest.fixture
def together():
    """`together(site, worker)` starts both in a process of their own, which the test's end ends."""
    started = []

    def start(site, worker):
        code = TOGETHER.format(wait=WAIT, end=END, site=site, worker=worker)
        process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)  # noqa: S603
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def pids(process, number=2) -> dict[str, int]:
    """Who said that it runs, by name."""
    lines = [process.stdout.readline().split() for _ in range(number)]
    return {name: int(pid) for name, pid in lines}


def is_running(pid) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    # An orphan that ended may wait for its new parent to notice.
    with open(f"/proc/{pid}/stat") as stat:
        return stat.read().rpartition(")")[2].split()[0] != "Z"


def gone(pids, within=5.0) -> bool:
    until = time.monotonic() + within
    while any(map(is_running, pids)) and time.monotonic() < until:
        os.sched_yield()
    return not any(map(is_running, pids))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_stopping_ends_both(together, number):
    process = together([WAIT, "site"], [WAIT, "worker"])
    both = pids(process)

    process.send_signal(number)

    assert process.wait(10) == 0
    assert gone(both.values())


@pytest.mark.skipif(sys.platform != "linux", reason="Only Linux ends the children of what was killed.")
def test_nothing_is_left_of_what_was_killed(together):
    process = together([WAIT, "site"], [WAIT, "worker"])
    both = pids(process)

    process.kill()

    assert gone(both.values())


def test_when_the_site_ends_so_does_the_worker_and_the_exit_code_is_the_sites(together):
    process = together([END, "3"], [WAIT, "worker"])

    rest = process.communicate(timeout=10)[0].split()

    assert process.returncode == 3
    assert gone([int(pid) for pid in rest[1:]])


def test_when_the_worker_dies_the_site_goes_on_and_a_line_says_so(together):
    process = together([WAIT, "site"], [END, "7"])
    [site] = pids(process, number=1).values()

    said = process.stdout.readline()

    assert said.startswith("The worker has ended (exit code 7). The site goes on;")
    assert (process.poll(), is_running(site)) == (None, True)
    process.terminate()
    assert process.communicate(timeout=10)[0] == ""  # it was said once
    assert gone([site])
