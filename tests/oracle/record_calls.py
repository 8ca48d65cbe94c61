"""Records what TF 1.15.5 gives for the expressions of ``tests/rules/expressions.txt``.

    python record_calls.py        # Python 3.7, TF 1.15.5; writes tests/oracle/api/calls.npz

Each expression is built in a graph of its own and run once. The same module evaluates the migrated expressions
in the tests, so that both sides see the same inputs.
"""

from __future__ import absolute_import, division, print_function

import io
import os
import shutil
import sys
import tempfile

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")

import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
EXPRESSIONS = os.path.join(HERE, os.pardir, "rules", "expressions.txt")
OUT = os.path.join(HERE, "api", "calls.npz")
# A serialized tf.train.Example with the float feature "a" = [1.0, 2.0].
EXAMPLE = b"\n\x13\n\x11\n\x01a\x12\x0c\x12\n\n\x08\x00\x00\x80?\x00\x00\x00@"


def read_expressions(path=EXPRESSIONS):
    with io.open(path, encoding="utf-8") as stream:
        lines = [line.strip() for line in stream]
    return [line for line in lines if line and not line.startswith("#")]


def make_folder():
    """A folder with one file, where the expressions about files do their work."""
    folder = tempfile.mkdtemp()
    with io.open(os.path.join(folder, "words.txt"), "w", newline="\n") as stream:
        stream.write("a\nb\nc\n")
    return folder


def inputs(folder):
    """The names that the expressions use."""

    def ramp(*shape):
        n = int(np.prod(shape))
        return np.reshape(np.sin(np.arange(n) * 1.7) * 1.3, shape).astype(np.float32)

    x = ramp(2, 3)
    return {
        "np": np,
        "x": x,
        "y": ramp(3, 2).T.copy(),
        "z": np.array([[1 + 2j, 3], [4, 5 - 1j]], np.complex64),
        "counts": np.array([[1, 0, -7], [4, 5, 2]], np.int32),
        "probabilities": np.array([[0.2, 0.3, 0.5], [1.0, 0.0, 0.0]], np.float32),
        "image": ramp(1, 4, 4, 4),
        "image4": ramp(4, 2, 2, 1),
        "sequence": ramp(2, 5, 3),
        "volume": ramp(1, 2, 2, 2, 3),
        "filter1d": ramp(3, 3, 2),
        "filter2d": ramp(2, 2, 4, 2),
        "filter2d_t": ramp(2, 2, 3, 4),
        "filter3d": ramp(2, 2, 2, 3, 2),
        "filter3d_t": ramp(2, 2, 2, 2, 3),
        "pointwise": ramp(1, 1, 8, 3),
        "pointwise3": ramp(3, 2),
        "words": ["a", "b", "c"],
        "raw": b"\x01\x02\x03\x04",
        "example": EXAMPLE,
        "flag": np.array(True),
        "folder": folder,
    }


def run_in_graph(tf1, expression, names):
    """Builds an expression in a new graph and runs it in a session. ``tf1`` is tf, or tf.compat.v1."""
    with tf1.Graph().as_default():
        value = eval(expression, tensors(tf1, names))
        with tf1.Session() as sess:
            sess.run(
                [
                    tf1.global_variables_initializer(),
                    tf1.local_variables_initializer(),
                    tf1.tables_initializer(),
                ]
            )
            return as_array(fetch(sess, tf1, value))


def tensors(tf1, names):
    """The names with tensors for the arrays."""
    return {k: tf1.constant(v) if isinstance(v, np.ndarray) else v for k, v in names.items()}


def fetch(sess, tf1, value):
    if isinstance(value, (list, tuple)):
        return [fetch(sess, tf1, v) for v in value]
    if isinstance(value, (tf1.Tensor, tf1.Variable)):
        return sess.run(value)
    return value


def as_array(value):
    """A plain array that can be stored; text becomes bytes."""
    if isinstance(value, (list, tuple)):
        value = [as_array(v) for v in value]
    array = np.asarray(value)
    if array.dtype.kind == "O":
        array = np.asarray(
            [text if isinstance(text, bytes) else str(text).encode() for text in array.ravel()]
        )
    if array.dtype.kind == "U":
        array = np.char.encode(array)
    if array.dtype.kind == "V" or array.dtype.name == "bfloat16":
        array = array.astype(np.float32)
    return array


def main():
    import tensorflow as tf

    tf.compat.v1.logging.set_verbosity("FATAL")
    dir(tf.contrib.layers)  # loads tf.contrib

    folder = make_folder()
    names = dict(inputs(folder), tf=tf)
    found = {}
    for i, expression in enumerate(read_expressions()):
        try:
            found["%03d" % i] = run_in_graph(tf, expression, names)
        except Exception as error:
            sys.stderr.write(
                "%s\n    %s: %s\n" % (expression, type(error).__name__, str(error)[:300])
            )
    found["expressions"] = np.asarray(read_expressions())
    np.savez_compressed(OUT, **found)
    shutil.rmtree(folder)
    sys.stderr.write("%d results\n" % (len(found) - 1))


if __name__ == "__main__":
    main()
