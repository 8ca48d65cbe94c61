#!/usr/bin/env python
# Must run under Python 3.5 to 3.7, hence the old forms.
"""Records what TF 1.15.5 makes of golden cases: variable names, checkpoint, inputs and outputs.

    python3.7 tests/oracle/record_case.py golden/CASE [golden/CASE ...]

The recorder for users is ``migrate/verify/recorder.py``; this one reads what a case asks for, runs programs and scripts
too, and shares the rest. It imports ``module:function`` from the source tree, calls it once inside a new ``tf.Graph``, gives every
variable a value that depends on its name only (`variable_value`), and writes

    names.json     the variables in creation order: name, shape, dtype, trainable
    recorded.npz   ``input/NAME`` and ``output/PATH``, the arrays fed and fetched; ``gradient/VARIABLE``,
                   ``loss/NUMBER`` and ``state/VARIABLE`` for what the case asks for
    checkpoint/    ``tf.train.Saver`` files of all the variables, prefix ``model.ckpt``
    stdout.txt     for ``script`` cases, what the script printed

A case directory says what to call in ``case.toml``, in the subset of TOML whose values are JSON
(``[table]`` headers and one-line ``key = value``):

    entry = "model:forward"     called in a new graph; returns tensors in any nesting
    program = "train:run"       called after that, in a new graph, with ``checkpoint=PREFIX``, the arguments and
                                the inputs as arrays; opens its own session and returns arrays and numbers
    script = "main.py"          run as ``__main__``; its output is recorded (alone: no names, no checkpoint)
    keep = ["Adam", "_power"]   variables whose name matches keep their initial value
    gradients = true            records the gradients of the sum of the squared outputs
    losses = true               records the regularization losses
    updates = true              runs UPDATE_OPS after that and records the variables they changed
    [arguments]                 keyword arguments passed as they are
    [inputs]                    tensors: x = "float32[2,3]", ids = "int32[2,5] < 11", flag = "bool = true"

An input becomes a placeholder passed by keyword; ``[?2,3]`` gives it an unknown first dimension (2 when run).
A key with a colon, ``"x:0" = "float32[2,3]"``, feeds a tensor that the entry itself made, and is not passed to it;
``program`` gets its array as ``x``.
"""

from __future__ import print_function

import argparse
import contextlib
import io
import json
import os
import re
import runpy
import shutil
import subprocess
import sys
import zlib

import numpy as np

# The recorder that users have does all that is not about golden cases.
sys.path.insert(
    0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "migrate", "verify")
)
from recorder import PREFIX, Input, describe, flatten, load, write_json

del sys.path[0]


def read_case(path):
    """The tables of a ``case.toml`` as one dict (the JSON subset of TOML, see above)."""
    case = {}
    table = case
    with io.open(path, encoding="utf-8") as f:
        for number, line in enumerate(f, 1):
            line = line.strip()
            if not line or line.startswith("#"):
                continue
            header = re.match(r"\[([\w.]+)\]$", line)
            if header:
                table = case.setdefault(header.group(1), {})
                continue
            key, equals, value = line.partition(" = ")
            if not equals:
                raise ValueError("%s:%d: expected 'key = value'" % (path, number))
            table[key.strip().strip('"')] = json.loads(value)
    return case


def variable_value(name, shape, dtype):
    """The recorded value of a variable: a function of its name, shape and dtype, distinct per name.

    Floats are uniform in [-0.5, 0.5), or [0.5, 1.5) for variances; integers lie in [1, 9]; booleans are mixed.
    """
    rng = np.random.RandomState(zlib.crc32(name.encode("utf-8")) & 0xFFFFFFFF)
    dtype = np.dtype(dtype)
    if dtype.kind in "iu":
        return np.asarray(rng.randint(1, 10, size=shape), dtype)
    if dtype.kind == "b":
        return np.asarray(rng.randint(0, 2, size=shape), dtype)
    low = 0.5 if "variance" in name else -0.5
    return np.asarray(rng.uniform(low, low + 1.0, size=shape), dtype)


def asked_for(case, fetched):
    """Tensors to fetch beside the outputs: gradients and regularization losses, by their key in recorded.npz."""
    import tensorflow as tf

    extra = {}
    if case.get("gradients"):
        floats = [t for t in fetched.values() if hasattr(t, "dtype") and t.dtype.is_floating]
        loss = tf.add_n([tf.reduce_sum(tf.square(tf.cast(t, tf.float64))) for t in floats])
        variables = tf.trainable_variables()
        for variable, gradient in zip(variables, tf.gradients(loss, variables)):
            if gradient is not None:
                dense = tf.convert_to_tensor(gradient)
                extra["gradient/" + variable.name.split(":")[0]] = dense
    if case.get("losses"):
        for number, loss in enumerate(tf.losses.get_regularization_losses()):
            extra["loss/%d" % number] = loss
    return extra


def after_updates(case, sess, feed):
    """Runs UPDATE_OPS once; the values of the variables that changed, by their key in recorded.npz."""
    import tensorflow as tf

    if not case.get("updates"):
        return {}
    variables = tf.global_variables()
    before = sess.run(variables)
    sess.run(tf.get_collection(tf.GraphKeys.UPDATE_OPS), feed)
    after = sess.run(variables)
    return {
        "state/" + variable.name.split(":")[0]: now
        for variable, was, now in zip(variables, before, after)
        if not np.array_equal(was, now)
    }


def record_graph(case, inputs, out, restored_from=None):
    """Builds ``entry`` in a new graph, saves names and checkpoint; or restores another checkpoint instead.

    Returns the outputs by path, and what the case asks for beside them by key.
    """
    import tensorflow as tf

    with tf.Graph().as_default(), tf.Session() as sess:
        feed, tensors = {}, {}
        for name, item in inputs.items():
            if ":" not in name:
                tensors[name] = tf.placeholder(item.dtype, item.static_shape, name="input_" + name)
                feed[tensors[name]] = item.value
        result = load(case["entry"])(**dict(case.get("arguments", {}), **tensors))
        for name, item in inputs.items():
            if ":" in name:
                feed[tf.get_default_graph().get_tensor_by_name(name)] = item.value
        variables = tf.global_variables()
        sess.run([tf.global_variables_initializer(), tf.local_variables_initializer()])
        sess.run(tf.tables_initializer())
        for v in variables if restored_from is None else ():
            name = v.name.split(":")[0]
            if v.dtype.base_dtype != tf.string and not any(
                re.search(k, name) for k in case.get("keep", [])
            ):
                v.load(
                    variable_value(name, v.shape.as_list(), v.dtype.base_dtype.as_numpy_dtype), sess
                )
        write_json(os.path.join(out, "names.json"), describe(variables, tf.trainable_variables()))
        if variables and restored_from is not None:
            tf.train.Saver().restore(sess, restored_from)
        elif variables:
            folder = os.path.join(out, os.path.dirname(PREFIX))
            shutil.rmtree(folder, ignore_errors=True)
            os.makedirs(folder)
            saver = tf.train.Saver(save_relative_paths=True)
            saver.save(sess, os.path.join(out, PREFIX), write_meta_graph=False)
        fetched, plain = {}, {}
        for path, leaf in flatten(result):
            is_tensor = isinstance(leaf, (tf.Tensor, tf.Variable)) or hasattr(
                leaf, "_as_graph_element"
            )
            if is_tensor or isinstance(leaf, tf.Operation):
                fetched[path] = leaf
            elif leaf is not None:
                plain[path] = leaf
        # All in one run, so that what updates state does so once.
        extra = asked_for(case, fetched)
        values, beside = sess.run((fetched, extra), feed)
        plain.update((p, v) for p, v in values.items() if v is not None)
        outputs = {path: np.asarray(value) for path, value in plain.items()}
        beside.update(after_updates(case, sess, feed))
        return outputs, beside


def record_program(case, inputs, out):
    """Calls ``program`` in a new graph, as a script would be; returns its results by path."""
    import tensorflow as tf

    arguments = dict(case.get("arguments", {}))
    arguments.update((name.split(":")[0], item.value) for name, item in inputs.items())
    if "entry" in case:
        arguments["checkpoint"] = os.path.join(out, PREFIX)
    with tf.Graph().as_default():
        result = load(case["program"])(**arguments)
    return {"program/" + p: np.asarray(leaf) for p, leaf in flatten(result) if leaf is not None}


def record_restored(case, src, out, prefix):
    """Records what ``entry`` computes with the values of another checkpoint, which TF 1 restores by its Saver."""
    sys.path.insert(0, os.path.abspath(src))
    inputs = {name: Input(name, spec) for name, spec in case.get("inputs", {}).items()}
    case = {
        key: value for key, value in case.items() if key not in ("gradients", "losses", "updates")
    }
    if not os.path.isdir(out):
        os.makedirs(out)
    outputs, _ = record_graph(case, inputs, out, prefix)
    arrays = {"output/" + path: value for path, value in outputs.items()}
    with open(os.path.join(out, "recorded.npz"), "wb") as f:
        np.savez_compressed(f, **{key: arrays[key] for key in sorted(arrays)})
    return outputs


def record(case, src, out):
    """Records one case from the source tree ``src`` into the directory ``out``."""
    sys.path.insert(0, os.path.abspath(src))
    if "script" in case:
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            runpy.run_path(os.path.join(src, case["script"]), run_name="__main__")
        with io.open(os.path.join(out, "stdout.txt"), "w", encoding="utf-8", newline="\n") as f:
            f.write(printed.getvalue())
    inputs = {name: Input(name, spec) for name, spec in case.get("inputs", {}).items()}
    outputs, beside = {}, {}
    if "entry" in case:
        outputs, beside = record_graph(case, inputs, out)
    if "program" in case:
        outputs.update(record_program(case, inputs, out))
    if inputs or outputs:
        arrays = {"input/" + name: item.value for name, item in inputs.items()}
        arrays.update(("output/" + path, value) for path, value in outputs.items())
        arrays.update(beside)
        with open(os.path.join(out, "recorded.npz"), "wb") as f:
            np.savez_compressed(f, **{key: arrays[key] for key in sorted(arrays)})
    return outputs


def converted_from_python2(src, scratch):
    """A copy of ``src`` that Python 3 can run, made by lib2to3 (for cases marked ``python2 = true``)."""
    from lib2to3.refactor import RefactoringTool, get_fixers_from_package

    tree = os.path.join(scratch, "src")
    shutil.copytree(src, tree)
    RefactoringTool(get_fixers_from_package("lib2to3.fixes")).refactor_dir(tree, write=True)
    return tree


def main(argv=None):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("cases", nargs="+", help="case directories holding case.toml and src/")
    parser.add_argument("--restored-from", metavar="PREFIX", help="restore this checkpoint")
    parser.add_argument("--out", metavar="DIR", help="with it: where to record what comes out")
    options = parser.parse_args(argv)
    if len(options.cases) > 1:  # a process each: modules, flags and graphs must not meet
        return max(subprocess.call([sys.executable, __file__, case]) for case in options.cases)
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    import tempfile

    out = options.cases[0]
    case, src = read_case(os.path.join(out, "case.toml")), os.path.join(out, "src")
    with tempfile.TemporaryDirectory() as scratch:
        if case.get("python2"):
            src = converted_from_python2(src, scratch)
        if options.restored_from:
            out = options.out
            outputs = record_restored(case, src, out, options.restored_from)
        else:
            outputs = record(case, src, out)
    shapes = ", ".join("%s%s" % (p, list(v.shape)) for p, v in sorted(outputs.items()))
    sys.stderr.write("recorded %s: %s\n" % (out, shapes))
    return 0


if __name__ == "__main__":
    sys.dont_write_bytecode = True
    sys.exit(main())
