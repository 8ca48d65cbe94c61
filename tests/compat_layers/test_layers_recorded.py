"""The layer programs give what TF 1.15.5 gave: names, order, collections, outputs, statistics."""

from __future__ import annotations

import json
import os
import pathlib
import subprocess
import sys

import layer_programs
import layer_replay
import numpy as np
import pytest
import tensorflow as tf

HERE = pathlib.Path(__file__).parent
NAMES = sorted(layer_programs.PROGRAMS)
# Losses of a call, not of the model: in the collection of that call only.
LOSSES_OF_A_CALL = {"dense_activity_regularizer", "contrib_apply_regularization"}
# Scope counters of a tf.function: a sample of each kind, as tracing is slow.
TRACED = [
    "dense_in_scopes",
    "dense_class_twice",
    "small_convnet",
    "batch_norm_training_4d",
    "batch_norm_renorm",
    "contrib_batch_norm_forced",
    "contrib_batch_norm_zero_debias",
    "custom_layer_of_layers",
    "slim_batch_norm_net",
    "slim_resnet_like",
]


def test_every_program_is_recorded():
    facts, _ = layer_replay.recorded()
    assert sorted(facts) == NAMES
    assert len(NAMES) >= 100


@pytest.fixture(scope="module")
def v1_differences():
    """Differences of every program after `disable_v2_behavior()`, which is for a whole process."""
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(HERE.parents[1]), str(HERE)])}
    run = subprocess.run(
        [sys.executable, str(HERE / "layer_replay.py")],
        env=env,
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert run.returncode == 0, run.stderr[-3000:]
    return json.loads(run.stdout)


@pytest.mark.parametrize("name", NAMES)
def test_graph_program(name, v1_differences):
    """A graph program: also the names of its ops and of what is in the collections are TF 1.15's."""
    assert v1_differences[name] == []


@pytest.mark.parametrize("name", NAMES)
def test_graph_with_v2_behavior(name):
    assert layer_replay.differences(name, *layer_replay.in_graph(name)) == []


@pytest.mark.parametrize("name", NAMES)
def test_eager(name):
    facts, arrays = layer_replay.eagerly(name)
    assert layer_replay.differences(name, facts, arrays, losses=name not in LOSSES_OF_A_CALL) == []


@pytest.mark.parametrize("name", TRACED)
def test_in_function(name):
    facts, arrays = layer_replay.eagerly(name, wrap=tf.function)
    assert layer_replay.differences(name, facts, arrays, losses=name not in LOSSES_OF_A_CALL) == []


def test_the_comparison_sees_exchanged_weights():
    """A defect planted on purpose: two weights of one shape change places."""
    name = "dense_unnamed_repeated"
    facts, (values, losses, after) = layer_replay.eagerly(name)
    swapped = dict(facts, variables=[facts["variables"][i] for i in (2, 1, 0, 3, 4, 5)])
    assert layer_replay.differences(name, swapped, (values, losses, after))
    assert layer_replay.differences(name, facts, ([np.asarray(values[0]) + 1e-3], losses, after))
