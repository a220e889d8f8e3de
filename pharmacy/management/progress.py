"""How far a command is: a bar on a terminal, a line now and then elsewhere."""

import time
from collections.abc import Iterable

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

EVERY = 5  # seconds between two lines


def shown(command, what: str, steps: Iterable[int], total: int, *, passes: int = 1):
    """Run through `steps`, each the number of what it has done, out of `total`; says how long it took.

    `passes`: how many times each thing is counted.
    """
    began = time.monotonic()
    ways = on_terminal(what, steps, total) if command.stdout.isatty() else in_lines(command, what, steps, total)
    done = max(ways, default=0)
    took = time.monotonic() - began
    whole = done // passes
    command.stdout.write(f"{what}: {whole} in {took:.1f} s, {whole / max(took, 0.001):.0f} a second.")


def on_terminal(what, steps, total):
    rate = TextColumn("{task.fields[rate]:.0f}/s")
    done, began = 0, time.monotonic()
    with Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), rate, TimeRemainingColumn()
    ) as bar:
        task = bar.add_task(what, total=total, rate=0.0)
        for number in steps:
            done += number
            bar.update(task, completed=done, rate=done / max(time.monotonic() - began, 0.001))
            yield done


def in_lines(command, what, steps, total):
    done, last = 0, time.monotonic()
    for number in steps:
        done += number
        if done < total and time.monotonic() - last > EVERY:
            command.stdout.write(f"  {what}: {done} of {total} …")
            command.stdout.flush()
            last = time.monotonic()
        yield done
