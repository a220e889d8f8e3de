"""Links to choose from: one of a few, or one of a filter's."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Option:
    value: str
    label: Any
    url: str
    chosen: bool


@dataclass(frozen=True)
class Filter:
    """One value of several, as links; pages of reviews narrow their lists with it."""

    name: str
    label: Any
    options: list[Option]

    @property
    def in_shop_language(self) -> bool:
        """Whether its options are names that the shop gave, and so not in the reader's language."""
        return self.name == "condition"

    @property
    def chosen_label(self):
        return next((option.label for option in self.options if option.chosen), "")
