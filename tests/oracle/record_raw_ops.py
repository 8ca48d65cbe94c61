"""Records what operations of TF 1.15.5 give by themselves: one of each type that the expressions of the rules make.

    python record_raw_ops.py        # Python 3.7, TF 1.15.5; writes tests/oracle/api/raw_ops.npz

Left out are operations on resources, variants and handles, those that draw numbers or work on files, and those whose
outputs are very large. The same module runs the recorded operations through ``tf.raw_ops`` in the tests.
"""

from __future__ import absolute_import, division, print_function

import json
import os
import shutil
import sys

import numpy as np
import record_calls

OUT = os.path.join(record_calls.HERE, "api", "raw_ops.npz")
LARGEST = 2000  # numbers of an output
# Svd: without its vectors, these outputs are not written. DecodeBmp: NumPy drops the zeros at the end of its text.
_SKIPPED = (
    *("Random", "Sampler", "File", "Print", "PyFunc", "Session", "Placeholder", "NoOp", "Assert"),
    *("Timestamp", "Svd", "DecodeBmp"),
)


def run(tf1, operation, inputs):
    """The outputs of an operation, built by ``tf.raw_ops`` in a new graph."""
    with tf1.Graph().as_default():
        arguments = dict(attributes(tf1, operation["attributes"]))
        at = 0
        for name, count, dtypes in operation["arguments"]:
            values = []
            for dtype in dtypes:
                value = inputs[at]
                at += 1
                if dtype == "string":
                    values.append(tf1.constant(value.astype(object), tf1.string))
                elif dtype.startswith("q"):
                    values.append(tf1.bitcast(value, dtype))
                else:
                    values.append(tf1.constant(value, tf1.as_dtype(dtype)))
            arguments[name] = values if count is None else values[0]
        made = getattr(tf1.raw_ops, operation["name"])(**arguments)
        flat = tf1.nest.flatten(made) if made is not None else []
        with tf1.Session() as sess:
            return [plain(value) for value in sess.run(list(flat))]


def plain(value):
    value = np.asarray(value)
    if value.dtype.kind == "O":
        value = value.astype(bytes)
    if value.dtype.kind == "V" or value.dtype.name == "bfloat16":
        value = np.asarray(value.tolist())
    return value


def attributes(tf1, listed):
    for name, kind, value in listed:
        if kind == "type":
            value = tf1.as_dtype(value)
        elif kind == "list(type)":
            value = [tf1.as_dtype(v) for v in value]
        elif kind == "shape":
            value = tf1.TensorShape(value)
        elif kind == "list(shape)":
            value = [tf1.TensorShape(v) for v in value]
        yield name, value


def described(tf, op):
    """What ``tf.raw_ops`` is told to make this operation, or None where that cannot be written down."""
    definition = op.op_def
    inferred = set()
    for argument in definition.input_arg:
        inferred |= {argument.type_attr, argument.number_attr, argument.type_list_attr}
    arguments, at = [], 0
    for argument in definition.input_arg:
        if argument.number_attr:
            size, count = op.get_attr(argument.number_attr), None
        elif argument.type_list_attr:
            size, count = len(op.get_attr(argument.type_list_attr)), None
        else:
            size, count = 1, 1
        dtypes = [t.dtype.base_dtype.name for t in list(op.inputs)[at : at + size]]
        if any(t.dtype._is_ref_dtype for t in list(op.inputs)[at : at + size]):
            return None
        at += size
        arguments.append([argument.name, count, dtypes])
    listed = []
    for attribute in definition.attr:
        if attribute.name in inferred or attribute.name.startswith("_"):
            continue
        value = op.get_attr(attribute.name)
        kind = attribute.type
        if kind == "type":
            value = tf.as_dtype(value).name
        elif kind == "list(type)":
            value = [tf.as_dtype(v).name for v in value]
        elif kind == "shape":
            value = tf.TensorShape(value).as_list()
        elif kind == "list(shape)":
            value = [tf.TensorShape(v).as_list() for v in value]
        elif kind in ("string", "list(string)"):
            value = value.decode() if isinstance(value, bytes) else [v.decode() for v in value]
        elif kind not in ("int", "float", "bool", "list(int)", "list(float)", "list(bool)"):
            return None
        listed.append([attribute.name, kind, value])
    return {"name": op.type, "arguments": arguments, "attributes": listed}


def fits(op):
    dtypes = [t.dtype.base_dtype.name for t in list(op.inputs) + list(op.outputs)]
    if any(d in ("resource", "variant") or d.startswith(("bfloat", "q")) for d in dtypes):
        return False
    shapes = [t.shape.num_elements() for t in op.outputs]
    return bool(op.outputs) and not any(n is not None and n > LARGEST for n in shapes)


def main():
    import tensorflow as tf

    tf.compat.v1.logging.set_verbosity("FATAL")
    dir(tf.contrib.layers)
    folder = record_calls.make_folder()
    names = dict(record_calls.inputs(folder), tf=tf)
    operations, stored = [], {}
    seen = set()
    for expression in record_calls.read_expressions():
        with tf.Graph().as_default() as graph:
            try:
                eval(expression, record_calls.tensors(tf, names))
            except Exception:
                continue
            for op in graph.get_operations():
                if op.type in seen or not hasattr(tf.raw_ops, op.type) or not fits(op):
                    continue
                if any(word in op.type for word in _SKIPPED):
                    continue
                try:
                    operation = described(tf, op)
                    if operation is None:
                        continue
                    with tf.Session() as sess:
                        inputs = [plain(v) for v in sess.run(list(op.inputs))]
                    outputs = run(tf, operation, inputs)
                    again = run(tf, operation, inputs)
                    json.dumps(operation)
                except Exception:
                    continue
                same = all(
                    (
                        np.allclose(a, b, equal_nan=True)
                        if a.dtype.kind in "fc"
                        else np.array_equal(a, b)
                    )
                    for a, b in zip(outputs, again)
                )
                if not same or any(v.size > LARGEST for v in outputs + inputs):
                    continue
                seen.add(op.type)
                operation.update(inputs=len(inputs), outputs=len(outputs))
                for i, value in enumerate(inputs):
                    stored["%d/in/%d" % (len(operations), i)] = value
                for i, value in enumerate(outputs):
                    stored["%d/out/%d" % (len(operations), i)] = value
                operations.append(operation)
    stored["operations"] = np.asarray(json.dumps(operations))
    np.savez_compressed(OUT, **stored)
    shutil.rmtree(folder)
    sys.stderr.write("%d operations\n" % len(operations))


if __name__ == "__main__":
    main()
