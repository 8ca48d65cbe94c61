"""Records what TF 1.15.5 gives for the expressions of ``tests/rules/expressions.txt``, ``functions.txt`` and ``classes.txt``.

    python record_calls.py        # Python 3.7, TF 1.15.5; writes tests/oracle/api/calls.npz

Each expression is built in a graph of its own and run once. The same module evaluates the migrated expressions
in the tests, so that both sides see the same inputs.
"""

from __future__ import absolute_import, division, print_function

import enum
import io
import os
import shutil
import sys
import tempfile

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")

import numpy as np
from absl import flags as absl_flags

HERE = os.path.dirname(os.path.abspath(__file__))
RULES = os.path.join(HERE, os.pardir, "rules")
FILES = tuple(
    os.path.join(RULES, name) for name in ("expressions.txt", "functions.txt", "classes.txt")
)
OUT = os.path.join(HERE, "api", "calls.npz")
# A serialized tf.train.Example with the float feature "a" = [1.0, 2.0].
EXAMPLE = b"\n\x13\n\x11\n\x01a\x12\x0c\x12\n\n\x08\x00\x00\x80?\x00\x00\x00@"


def read_expressions(paths=FILES):
    lines = []
    for path in paths:
        with io.open(path, encoding="utf-8") as stream:
            lines += [line.strip() for line in stream]
    return [line for line in lines if line and not line.startswith("#")]


# One pixel each.
BMP = (
    b"BM:\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\1\0\0\0\1\0\0\0\1\0\x18\0\0\0\0\0\4\0\0\0"
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x11\x22\x33\0"
)
GIF = b"GIF89a\1\0\1\0\x80\0\0\xff\x80\x20\0\0\0,\0\0\0\0\1\0\1\0\0\2\2D\1\0;"


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

    def named_function(value):
        return value * 2

    x = ramp(2, 3)
    rgb = np.abs(ramp(1, 4, 4, 3)) / 1.3
    return {
        "np": np,
        "named_function": named_function,
        "square": ramp(2, 3, 3) * 0.2 + np.eye(3, dtype=np.float32) * np.float32([[2], [3], [4]]),
        "wave": ramp(1, 16),
        "rgb": rgb,
        "boxes": np.array([[0, 0, 0.5, 0.5], [0, 0, 0.5, 0.6], [0.4, 0.4, 1, 1]], np.float32),
        "scores": np.array([0.9, 0.8, 0.7], np.float32),
        "bmp": BMP,
        "gif": GIF,
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


def run_in_graph(tf1, expression, names, eager=False):
    """Builds an expression in a new graph and runs it in a session. ``tf1`` is tf, or tf.compat.v1.

    ``eager`` runs it eagerly: Keras 3 has no graphs.
    """
    if eager:
        return as_array(evaluated(tf1, eval(expression, tensors(tf1, names))))
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
    found = {k: tf1.constant(v) if isinstance(v, np.ndarray) else v for k, v in names.items()}
    found["absl_flags"], found["color"] = absl_flags, enum.Enum("color", "red blue")
    found["fresh"] = "Made" + os.urandom(4).hex()  # registered once
    found["flag_values"] = absl_flags.FlagValues()
    found["sparse"] = tf1.SparseTensor([[0, 0], [1, 2]], [1.5, 2.5], [2, 3])
    return found


def fetch(sess, tf1, value):
    if isinstance(value, (list, tuple)):
        return [fetch(sess, tf1, v) for v in value]
    if isinstance(value, dict):
        return [fetch(sess, tf1, value[k]) for k in sorted(value)]
    if isinstance(value, (tf1.SparseTensor, tf1.IndexedSlices)):
        found = sess.run(value)
        return [a for a in found if a is not None]
    if isinstance(value, tf1.RaggedTensor):
        found = sess.run(value)
        return [found.flat_values, list(found.nested_row_splits)]
    if isinstance(value, tf1.Operation):
        sess.run(value)
        return "op"
    if isinstance(value, tf1.Tensor) or hasattr(value, "initialized_value"):
        return sess.run(value)
    if hasattr(value, "handle"):  # what is read after an assignment
        return sess.run(tf1.convert_to_tensor(value))
    if hasattr(value, "as_tensor"):  # partitioned
        return sess.run(value.as_tensor())
    return value


def shown(value):
    text = str(value)
    return (type(value).__name__ if " object at 0x" in text else text).encode()


def evaluated(tf1, value):
    if isinstance(value, (list, tuple)):
        return [evaluated(tf1, v) for v in value]
    if isinstance(value, tf1.SparseTensor):
        return [value.indices.numpy(), value.values.numpy(), value.dense_shape.numpy()]
    return value.numpy() if isinstance(value, tf1.Tensor) else value


def as_array(value):
    """A plain array that can be stored; text becomes bytes, parts of different shapes stand one behind another."""
    if isinstance(value, (list, tuple)):
        parts = [as_array(v) for v in value]
        if len({(p.shape, p.dtype.kind) for p in parts}) > 1:
            kinds = {p.dtype.kind for p in parts}
            flat = [p.ravel() for p in parts]
            if "S" in kinds:
                flat = [
                    p if p.dtype.kind == "S" else np.char.encode(p.astype(str), "ascii")
                    for p in flat
                ]
            elif len(kinds) > 1:
                flat = [p.astype(complex if "c" in kinds else float) for p in flat]
            return as_array(np.concatenate(flat))
        value = parts
    array = np.asarray(value)
    if array.dtype.kind == "O":
        array = np.asarray(
            [text if isinstance(text, bytes) else shown(text) for text in array.ravel()]
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
