"""Names read from the text are those TF 1.15.5 gave (``recorded_names.json``)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from migrate.model.naming import function_names
from tests.model.reading import graph_of

HERE = Path(__file__).parent
RECORDED = json.loads((HERE / "recorded_names.json").read_text())
GRAPH = graph_of({"programs.py": (HERE / "programs.py").read_text()})


def test_recorded_with_tf_1_15() -> None:
    assert RECORDED["tensorflow"].startswith("1.15")


@pytest.mark.parametrize("program", RECORDED["names"])
def test_names_are_those_of_tf_1_15(program: str) -> None:
    found = function_names(GRAPH, ("programs", program))
    assert [v.name for v in found.variables] == RECORDED["names"][program]
    assert found.complete
