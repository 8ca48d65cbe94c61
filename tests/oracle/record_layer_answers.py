"""Records what TF 1.15.5 answers to the calls of tests/compat_layers/layer_answers.py.

Run with the Python that has TensorFlow 1.15.5:  python tests/oracle/record_layer_answers.py
Writes tests/compat_layers/recorded/answers.json: per call {"value": ...} or {"error": type, "text": ...}.
Python 3.7 syntax.
"""

from __future__ import annotations

import json
import pathlib
import sys

import tensorflow as tf

HERE = pathlib.Path(__file__).resolve().parent.parent / "compat_layers"
sys.path.insert(0, str(HERE))

import layer_answers  # noqa: E402


def main():
    assert tf.__version__.startswith("1.15"), tf.__version__
    tf.logging.set_verbosity(tf.logging.ERROR)
    recorded = {}
    for name, call in layer_answers.ANSWERS.items():
        with tf.Graph().as_default():
            try:
                recorded[name] = {"value": call(tf)}
            except Exception as error:
                text = str(error).partition(" Originally defined at:")[0]
                recorded[name] = {"error": type(error).__name__, "text": text}
    path = HERE / "recorded" / "answers.json"
    lines = [f"{json.dumps(k)}: {json.dumps(v)}" for k, v in recorded.items()]
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n")
    sys.stdout.write(f"{len(recorded)} answers\n")


if __name__ == "__main__":
    main()
