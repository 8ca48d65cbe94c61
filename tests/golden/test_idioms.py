"""`golden/idioms.toml`: every idiom that lifting is for is shown by golden cases, for Keras and for modules."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from .cases import GOLDEN, Case

README = GOLDEN / "README.md"
BEGIN = "<!-- idioms: written by tests/golden/test_idioms.py -->\n"
END = "<!-- end of idioms -->\n"


@dataclass(frozen=True)
class Idiom:
    group: str
    text: str
    shown_by: tuple[str, ...]
    keras_only: str

    def cases(self, lifted: dict[str, set[str]]) -> list[str]:
        """The cases that show it, given what each of them lifts."""
        found = [name.split(":", 1) for name in self.shown_by]
        return list(dict.fromkeys(c for c, name in found if name in lifted.get(c, ())))


def idioms() -> Iterator[Idiom]:
    tables: dict[str, Any] = tomllib.loads((GOLDEN / "idioms.toml").read_text(encoding="utf-8"))
    for group, rows in tables.items():
        for row in rows:
            assert set(row) <= {"text", "shown_by", "keras_only"}, row
            yield Idiom(group, row["text"], tuple(row["shown_by"]), row.get("keras_only", ""))


IDIOMS = list(idioms())
LAYERS = {
    c: set(Case(GOLDEN / c).lifts)
    for i in IDIOMS
    for c, _, _ in (n.partition(":") for n in i.shown_by)
}
MODULES = {
    c: set(names)
    for c, names in json.loads((GOLDEN / "modules.json").read_text(encoding="utf-8")).items()
}
each = pytest.mark.parametrize("idiom", IDIOMS, ids=[one.text for one in IDIOMS])


def table() -> str:
    """The table of README.md."""
    lines = ["| idiom | as Keras layers | as `tf.Module`s |", "|---|---|---|"]
    group = ""
    for one in IDIOMS:
        if one.group != group:
            group = one.group
            lines.append(f"| **{group}** | | |")
        shown = [", ".join(f"`{c}`" for c in one.cases(lifted)) for lifted in (LAYERS, MODULES)]
        lines.append(f"| {one.text} | {shown[0]} | {shown[1] or one.keras_only} |")
    return "\n".join(lines) + "\n"


@each
def test_shown(idiom: Idiom) -> None:
    """Each definition is lifted to a layer; one of them, or more, to a module."""
    for name in idiom.shown_by:
        case, _, definition = name.partition(":")
        assert definition in LAYERS[case], name
    assert bool(idiom.cases(MODULES)) is not bool(idiom.keras_only)


def test_table_is_as_written(updating: bool) -> None:
    text = README.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    expected = f"{before}{BEGIN}\n{table()}\n{END}{after}"
    if updating:
        README.write_text(expected, encoding="utf-8")
    assert README.read_text(encoding="utf-8") == expected
