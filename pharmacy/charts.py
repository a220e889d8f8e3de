"""Small charts of whole numbers, drawn by the server: the template turns these figures into SVG and into a table."""

from dataclasses import dataclass
from itertools import accumulate

WIDTH, HEIGHT = 280, 124
TOP, BASE = 20, 102  # the highest column ends at TOP, all of them stand on BASE
FILL = 0.68  # how much of its place a column takes
SEEN = 2  # no column that counts something is flatter


@dataclass(frozen=True)
class Chart:
    """`rows` are (label, numbers), one number for each of `series`, stacked in this order.

    `every` says which labels stand under the columns, counted from the last: each, or every third; the table has all.
    """

    key: str
    title: str
    summary: str
    heading: str
    series: tuple[str, ...]
    rows: list[tuple[str, list[int]]]
    every: int = 1

    width, height, base, label_line = WIDTH, HEIGHT, BASE, HEIGHT - 6

    @property
    def is_empty(self) -> bool:
        return not any(sum(numbers) for _label, numbers in self.rows)

    @property
    def columns(self) -> list[dict]:
        """One for each row: {"label", "total", "middle", "above", "bars": [{"x", "y", "width", "height", "place"}]}."""
        return [self.column(place, label, numbers) for place, (label, numbers) in enumerate(self.rows)]

    def column(self, place, label, numbers) -> dict:
        step = WIDTH / len(self.rows)
        middle = round(step * (place + 0.5))
        is_edge = self.every > 1 and place == len(self.rows) - 1  # a label wider than its column must not be cut
        bars = self.bars(numbers, x=round(middle - step * FILL / 2), width=round(step * FILL))
        return {
            "label": "" if (len(self.rows) - 1 - place) % self.every else label,
            "label_at": WIDTH if is_edge else middle,
            "anchor": "end" if is_edge else "middle",
            "total": sum(numbers),
            "middle": middle,
            "above": min((bar["y"] for bar in bars), default=BASE) - 5,
            "bars": bars,
        }

    def bars(self, numbers, **across) -> list[dict]:
        heights = [max(SEEN, round(number * self.scale)) if number else 0 for number in numbers]
        tops = [BASE - height for height in accumulate(heights)]
        drawn = zip(heights, tops, range(1, len(heights) + 1), strict=True)
        return [{"y": top, "height": height, "place": place} | across for height, top, place in drawn if height]

    @property
    def scale(self) -> float:
        return (BASE - TOP) / max([1, *(sum(numbers) for _label, numbers in self.rows)])
