"""Values and errors of calls equal those TF 1.15.5 gave, word for word."""

from __future__ import annotations

import json
import pathlib

import layer_answers
import layer_replay
import pytest
import tensorflow as tf

from migrate import compat_scope

RECORDED = json.loads(
    (pathlib.Path(__file__).parent / "recorded" / "answers.json").read_text(encoding="utf-8")
)


def given(name, graph_mode):
    try:
        value = layer_answers.ANSWERS[name](layer_replay.CompatTF(graph_mode))
    except Exception as error:
        text = str(error).partition(" Originally defined at:")[0]
        return {"error": type(error).__name__, "text": text}
    return {"value": json.loads(json.dumps(value))}


def test_every_call_is_recorded():
    assert list(RECORDED) == list(layer_answers.ANSWERS)


@pytest.mark.parametrize("name", layer_answers.ANSWERS)
def test_in_graph(name):
    with tf.Graph().as_default():
        assert given(name, True) == RECORDED[name]


@pytest.mark.parametrize("name", layer_answers.ANSWERS)
def test_eager(name):
    compat_scope.reset()
    assert given(name, False) == RECORDED[name]
