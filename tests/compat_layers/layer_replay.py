"""Runs the layer programs on compat_scope and lists what differs from the recordings of TF 1.15.5.

`python layer_replay.py` does it for every program in a graph after `tf.compat.v1.disable_v2_behavior()`, which
lasts for a process, and prints the differences as JSON.
"""

from __future__ import annotations

import functools
import json
import pathlib
import sys

import layer_programs
import layer_values
import numpy as np
import tensorflow as tf

from migrate import compat_scope

RECORDED = pathlib.Path(__file__).parent / "recorded"
UPDATES = ("update_ops", "mine")


class CompatTF:
    """What migrated code sees: compat_scope where it supplies a name, `tf.compat.v1` elsewhere."""

    def __init__(self, graph_mode: bool) -> None:
        self.graph_mode = graph_mode

    nn = tf.compat.v1.nn

    def __getattr__(self, name):
        try:
            return getattr(compat_scope, name)
        except AttributeError:
            return getattr(tf.compat.v1, name)


class Inputs:
    """Placeholders with the values to feed, or constants."""

    def __init__(self, graph_mode: bool) -> None:
        self.graph_mode = graph_mode
        self.count = 0
        self.feed = {}

    def __call__(self, *shape):
        value = layer_values.input_value(self.count, shape)
        self.count += 1
        if not self.graph_mode:
            return tf.constant(value)
        placeholder = tf.compat.v1.placeholder(tf.float32, shape)
        self.feed[placeholder] = value
        return placeholder


@functools.cache
def recorded():
    """(facts by program, arrays by `program/kind/index`)."""
    facts = json.loads((RECORDED / "layers.json").read_text())
    return facts, dict(np.load(RECORDED / "layers.npz"))


def in_graph(name):
    """(facts, arrays) of a program in a compat.v1 graph and session."""
    v1 = tf.compat.v1
    with tf.Graph().as_default() as graph:
        inputs = Inputs(True)
        outputs = tf.nest.flatten(layer_programs.PROGRAMS[name](CompatTF(True), inputs))
        variables = v1.global_variables()
        trainable = {id(v) for v in v1.trainable_variables()}
        facts = {
            "variables": [
                [v.op.name, v.shape.as_list(), v.dtype.base_dtype.name, id(v) in trainable]
                for v in variables
            ],
            "collections": {
                key: [item.name for item in graph.get_collection(key)]
                for key in recorded()[0][name]["collections"]
            },
            "outputs": [t.op.name for t in outputs],
        }
        losses = graph.get_collection("regularization_losses")
        updates = [op for key in UPDATES for op in graph.get_collection(key)]
        with v1.Session() as session:
            for v in variables:
                dtype = v.dtype.base_dtype.name
                v.load(layer_values.weight(v.op.name, v.shape.as_list(), dtype), session)
            losses = session.run(losses, inputs.feed) if losses else []
            values, _ = session.run([outputs, updates], inputs.feed)
            after = session.run([v for v in variables if id(v) not in trainable])
    return facts, (values, losses, after)


def eagerly(name, wrap=lambda function: function):
    """(facts, arrays) of a program called like a model: once to make the weights, then to use them."""
    program = layer_programs.PROGRAMS[name]
    facts = {}

    def call():
        outputs = tf.nest.flatten(program(CompatTF(False), Inputs(False)))
        facts["collections"] = {
            key: compat_scope.get_collection(key) for key in recorded()[0][name]["collections"]
        }
        return outputs

    model = compat_scope.ScopedModule(call)
    step = wrap(model)
    step()
    trainable = {id(v) for v in model.trainable_variables}
    for variable_name, v in model.names.items():
        v.assign(layer_values.weight(variable_name, v.shape.as_list(), v.dtype.name))
    losses = [np.asarray(loss) for loss in model.regularization_losses]
    values = [np.asarray(tf.convert_to_tensor(value)) for value in step()]
    facts["variables"] = [
        [variable_name, v.shape.as_list(), v.dtype.name, id(v) in trainable]
        for variable_name, v in model.names.items()
    ]
    after = [v.numpy() for v in model.variables if id(v) not in trainable]
    return facts, (values, losses, after)


def differences(name, facts, arrays, op_names=False, losses=True):
    """What differs from the recording, as a list of sentences."""
    all_facts, all_arrays = recorded()
    wanted = all_facts[name]
    found = []
    tolerance = 2e-3 if "float16" in name else 1e-5
    if facts["variables"] != wanted["variables"]:
        found.append(f"variables {facts['variables']} instead of {wanted['variables']}")
    if op_names and facts["outputs"] != wanted["outputs"]:
        found.append(f"output ops {facts['outputs']} instead of {wanted['outputs']}")
    for key, items in wanted["collections"].items():
        have = facts["collections"][key]
        if op_names and have != items:
            found.append(f"collection {key} holds {have} instead of {items}")
        elif len(have) != len(items) and key not in UPDATES:
            found.append(f"collection {key} holds {len(have)} items instead of {len(items)}")
    for kind, values in zip(("out", "loss", "after"), arrays, strict=True):
        if kind == "loss" and not losses:
            continue
        keys = sorted(k for k in all_arrays if k.startswith(f"{name}/{kind}/"))
        if len(keys) != len(values):
            found.append(f"{len(values)} values of {kind} instead of {len(keys)}")
            continue
        for key, value in zip(keys, values, strict=True):
            expected = all_arrays[key]
            value = np.asarray(value)
            if value.shape != expected.shape:
                found.append(f"{key} has shape {value.shape} instead of {expected.shape}")
            elif not np.allclose(value, expected, rtol=tolerance, atol=tolerance):
                found.append(f"{key} is off by {np.abs(value - expected).max():.2g}")
    return found


def main():
    tf.compat.v1.disable_v2_behavior()
    result = {}
    for name in layer_programs.PROGRAMS:
        try:
            result[name] = differences(name, *in_graph(name), op_names=True)
        except Exception as error:
            result[name] = [f"{type(error).__name__}: {error}"[:600]]
    json.dump(result, sys.stdout)


if __name__ == "__main__":
    main()
