"""Weights, names, sizes and errors of cells are as TF 1.15.5 recorded them, in a graph and eagerly."""

from __future__ import annotations

import json
import pathlib
from typing import Any

import pytest

pytest.importorskip("tensorflow")
import facts
import replay
import tensorflow as tf

from migrate import compat_scope
from migrate.compat_scope.passes import Pass, entered

RECORDED = json.loads(
    (pathlib.Path(__file__).parent / "recorded" / "facts.json").read_text(encoding="utf-8")
)


def as_json(data: Any) -> Any:
    return json.loads(json.dumps(data))


def test_recordings_are_of_these_facts() -> None:
    assert sorted(RECORDED) == sorted(facts.FACTS)


@pytest.mark.parametrize("name", sorted(facts.FACTS))
def test_in_graph(name: str) -> None:
    with tf.Graph().as_default():
        assert as_json(facts.outcome(facts.FACTS[name], replay.shim())) == RECORDED[name]


@pytest.mark.parametrize("name", sorted(facts.FACTS))
def test_eagerly(name: str) -> None:
    with entered(Pass(compat_scope.VariableStore())):
        assert as_json(facts.outcome(facts.FACTS[name], replay.shim())) == RECORDED[name]
