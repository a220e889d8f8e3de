"""Where the index lies: a copy of this host's own, which may be deleted at any time.

    SEARCH_ROOT/<epoch of the clock>-<fingerprint of the schema>/
        current.json         which generation is searched, and the tick that it has applied
        g-<random>/          a generation: what the engine writes
        writing, building    locks; the system lets go of them when a process dies

A generation is built beside the one that is searched, and takes its place in one rename.
"""

import fcntl
import json
import os
import re
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings

from catalog.engine.schema import FINGERPRINT

OURS = re.compile(r"[0-9a-f]{32}-[0-9a-z]{7,12}")
LEFT_BEHIND = 24 * 60 * 60  # seconds after which a folder of another epoch or schema is nobody's any more


@dataclass(frozen=True)
class State:
    generation: str
    tick: int


class Folder:
    """The index of one epoch of the clock, in one schema."""

    def __init__(self, epoch: str):
        self.root = Path(settings.SEARCH_ROOT)
        self.path = self.root / f"{epoch}-{FINGERPRINT}"

    def state(self) -> State | None:
        """What is to be searched; None where there is nothing, or nothing that can be read."""
        try:
            return State(**json.loads((self.path / "current.json").read_text()))
        except (OSError, ValueError, TypeError):
            return None

    def of(self, generation: str) -> Path:
        return self.path / generation

    def remember(self, state: State):
        """Replace the file in one step: who reads it meanwhile sees the old one or the new one, whole."""
        self.path.mkdir(parents=True, exist_ok=True)
        new = self.path / f"current-{secrets.token_hex(4)}.json"
        with new.open("w") as file:
            json.dump(asdict(state), file)
            file.flush()
            os.fsync(file.fileno())
        new.replace(self.path / "current.json")

    def new_generation(self) -> str:
        name = f"g-{secrets.token_hex(6)}"
        self.of(name).mkdir(parents=True)
        return name

    @contextmanager
    def lock(self, name: str, *, wait: bool) -> Iterator[bool]:
        """Whether we hold the lock of this name; without `wait`, False where another process does."""
        self.path.mkdir(parents=True, exist_ok=True)
        with (self.path / name).open("a") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
            except BlockingIOError:
                yield False
                return
            yield True

    def drop(self, generation: str):
        shutil.rmtree(self.of(generation), ignore_errors=True)

    def sweep_generations(self):
        """Delete the generations that nobody searches. Who still has one open goes on reading it.

        Call it with the lock "building" held: another's would be among them.
        """
        state = self.state()
        for other in self.path.glob("g-*"):
            if state is None or other.name != state.generation:
                self.drop(other.name)

    def sweep(self):
        """After a build: old generations, and folders of other epochs and schemas that have grown old."""
        self.sweep_generations()
        for folder in self.root.iterdir():
            if folder != self.path and OURS.fullmatch(folder.name) and is_old(folder):
                shutil.rmtree(folder, ignore_errors=True)


def is_old(folder: Path) -> bool:
    current = folder / "current.json"
    looked_at = current if current.exists() else folder
    return time.time() - looked_at.stat().st_mtime > LEFT_BEHIND
