"""Records what TF 1.15.5 makes of the programs of tests/compat_layers.

Run with the Python that has TensorFlow 1.15.5:  python tests/oracle/record_layers.py
Writes tests/compat_layers/recorded/{layers.json,layers.npz}. Python 3.7 syntax.

Per program: the variables in order (name, shape, dtype, trainable), the names in the collections, the
names of the output ops, and, after one run of outputs and update ops with known weights: the outputs, the
regularization losses, and the variables that are not trained.
"""

from __future__ import annotations

import json
import pathlib
import sys

import numpy as np
import tensorflow as tf

HERE = pathlib.Path(__file__).resolve().parent.parent / "compat_layers"
sys.path.insert(0, str(HERE))

import layer_programs  # noqa: E402
import layer_values  # noqa: E402

UPDATES = ("update_ops", "mine")


class GraphTF:
    """TensorFlow, telling programs that they build a graph."""

    graph_mode = True

    def __getattr__(self, name):
        return getattr(tf, name)


class Inputs:
    """Placeholders, with the values to feed."""

    def __init__(self):
        self.feed = {}

    def __call__(self, *shape):
        placeholder = tf.placeholder(tf.float32, shape)
        self.feed[placeholder] = layer_values.input_value(len(self.feed), shape)
        return placeholder


def record(build):
    """(facts, arrays) of a program, in a graph of its own."""
    with tf.Graph().as_default() as graph:
        inputs = Inputs()
        outputs = tf.nest.flatten(build(GraphTF(), inputs))
        variables = tf.global_variables()
        trainable = tf.trainable_variables()
        keys = sorted(key for key in graph.get_all_collection_keys() if isinstance(key, str))
        skipped = ("variables", "trainable_variables", "cond_context", "losses")
        facts = {
            "variables": [
                [v.op.name, v.shape.as_list(), v.dtype.base_dtype.name, v in trainable]
                for v in variables
            ],
            "collections": {
                key: [item.name for item in graph.get_collection(key)]
                for key in keys
                if key not in skipped
            },
            "outputs": [t.op.name for t in outputs],
        }
        losses = graph.get_collection("regularization_losses")
        updates = [op for key in UPDATES for op in graph.get_collection(key)]
        with tf.Session() as session:
            for v in variables:
                dtype = v.dtype.base_dtype.name
                v.load(layer_values.weight(v.op.name, v.shape.as_list(), dtype), session)
            loss_values = session.run(losses, inputs.feed) if losses else []
            values, _ = (
                session.run([outputs, updates], inputs.feed)
                if updates
                else (
                    session.run(outputs, inputs.feed),
                    None,
                )
            )
            after = session.run([v for v in variables if v not in trainable])
    arrays = {f"out/{i:02d}": value for i, value in enumerate(values)}
    arrays.update({f"loss/{i:02d}": value for i, value in enumerate(loss_values)})
    arrays.update({f"after/{i:02d}": value for i, value in enumerate(after)})
    return facts, arrays


def main():
    assert tf.__version__.startswith("1.15"), tf.__version__
    tf.logging.set_verbosity(tf.logging.ERROR)
    facts, arrays = {}, {}
    for name, build in layer_programs.PROGRAMS.items():
        try:
            facts[name], values = record(build)
        except Exception:
            sys.stderr.write(name + "\n")
            raise
        arrays.update({f"{name}/{key}": np.asarray(v) for key, v in values.items()})
    folder = HERE / "recorded"
    folder.mkdir(exist_ok=True)
    lines = [f"{json.dumps(k)}: {json.dumps(v)}" for k, v in facts.items()]
    (folder / "layers.json").write_text("{\n" + ",\n".join(lines) + "\n}\n")
    np.savez_compressed(str(folder / "layers.npz"), **arrays)
    sys.stdout.write(f"{len(facts)} programs, {len(arrays)} arrays\n")


if __name__ == "__main__":
    main()
