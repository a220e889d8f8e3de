"""The site and its worker start and end together; a worker that dies takes nothing with it."""

import os
import signal
import subprocess
import sys
import time

import pytest

# Two programs that say that they run and wait, as the site and the worker do.
# One write each, so that two of them on the same pipe do not mix.
WAIT = "import os, sys, time; os.write(1, f'{sys.argv[1]} {os.getpid()}\\n'.encode()); time.sleep(float(sys.argv[2]))"
SLOW = "import signal; signal.signal(signal.SIGTERM, lambda *_: (time.sleep(1), os._exit(0)))"
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
    """Not so either where it has ended and waits for its new parent to notice."""
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True).stdout  # noqa: S603, S607
    return bool(state.strip()) and not state.startswith("Z")


def gone(pids, within=5.0) -> bool:
    until = time.monotonic() + within
    while any(map(is_running, pids)) and time.monotonic() < until:
        os.sched_yield()
    return not any(map(is_running, pids))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_stopping_ends_both(together, number):
    process = together([WAIT, "site", "60"], [WAIT, "worker", "60"])
    both = pids(process)

    process.send_signal(number)

    assert process.wait(10) == 0
    assert gone(both.values())


def test_stopping_waits_for_what_they_are_doing(together):
    slow = WAIT.replace("time;", f"time; {SLOW};", 1)
    process = together([slow, "site", "60"], [slow, "worker", "60"])
    both = pids(process)

    process.terminate()

    assert process.wait(10) == 0
    assert [pid for pid in both.values() if is_running(pid)] == []


@pytest.mark.skipif(sys.platform != "linux", reason="Only Linux ends the children of what was killed.")
def test_nothing_is_left_of_what_was_killed(together):
    process = together([WAIT, "site", "60"], [WAIT, "worker", "60"])
    both = pids(process)

    process.kill()

    assert gone(both.values())


def test_when_the_site_ends_so_does_the_worker_and_the_exit_code_is_the_sites(together):
    process = together([END, "3"], [WAIT, "worker", "60"])

    rest = process.communicate(timeout=10)[0].split()

    assert process.returncode == 3
    assert gone([int(pid) for pid in rest[1:]])


def test_when_the_worker_dies_the_site_goes_on_and_one_line_says_so(together):
    process = together([WAIT, "site", "60"], [END, "7"])
    [site] = pids(process, number=1).values()

    said = process.stdout.readline()

    assert said.startswith("The worker has ended (exit code 7). The site goes on;")
    assert (process.poll(), is_running(site)) == (None, True)


def test_a_worker_that_died_is_spoken_of_once(together):
    process = together([WAIT, "site", "1.5"], [END, "7"])

    said = process.communicate(timeout=10)[0]

    assert (said.count("The worker has ended"), process.returncode) == (1, 0)
