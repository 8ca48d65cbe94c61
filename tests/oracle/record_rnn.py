"""Records what TF 1.15.5 makes of the programs of tests/compat_rnn: variables and outputs.

Run with the Python that has TensorFlow 1.15.5:  python tests/oracle/record_rnn.py
Writes tests/compat_rnn/recorded/{variables.json,facts.json,outputs.npz}. Python 3.7 syntax.
"""

from __future__ import annotations

import json
import pathlib
import sys

import numpy as np
import tensorflow as tf

HERE = pathlib.Path(__file__).resolve().parent.parent / "compat_rnn"
sys.path.insert(0, str(HERE))

import crf_programs  # noqa: E402,F401
import cudnn_programs  # noqa: E402,F401
import facts as rnn_facts  # noqa: E402
import legacy_programs  # noqa: E402,F401
import programs  # noqa: E402
import seq2seq_programs  # noqa: E402,F401


def record(program):
    """Returns (variables, outputs) of a program in a graph of its own."""
    with tf.Graph().as_default():
        flat = tf.nest.flatten(program.build(tf))
        variables = tf.global_variables()
        trainable = tf.trainable_variables()
        rows = [
            [v.name, v.shape.as_list(), v.dtype.base_dtype.name, v in trainable] for v in variables
        ]
        with tf.Session() as session:
            for v in variables:
                value = programs.weight_value(v.op.name, v.shape.as_list())
                session.run(v.initializer, {v.initializer.inputs[1]: value})
            return rows, session.run(flat)


def main():
    assert tf.__version__.startswith("1.15"), tf.__version__
    variables, outputs = {}, {}
    for name in sorted(programs.PROGRAMS):
        rows, values = record(programs.PROGRAMS[name])
        variables[name] = rows
        for i, value in enumerate(values):
            outputs[f"{name}/{i:02d}"] = np.asarray(value)
    folder = HERE / "recorded"
    folder.mkdir(exist_ok=True)
    lines = [f"{json.dumps(k)}: {json.dumps(v)}" for k, v in variables.items()]
    (folder / "variables.json").write_text("{\n" + ",\n".join(lines) + "\n}\n")
    facts = {}
    for name in sorted(rnn_facts.FACTS):
        with tf.Graph().as_default():
            facts[name] = rnn_facts.outcome(rnn_facts.FACTS[name], tf)
    (folder / "facts.json").write_text(json.dumps(facts, indent=1) + "\n")
    np.savez_compressed(str(folder / "outputs.npz"), **outputs)
    sys.stdout.write(f"{len(variables)} programs, {len(outputs)} outputs\n")


if __name__ == "__main__":
    main()
