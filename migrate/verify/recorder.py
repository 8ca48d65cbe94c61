#!/usr/bin/env python
# Must run under Python 3.5 to 3.7, hence the old forms.
"""Records what a TensorFlow 1 model does, to compare with what becomes of it.

Runs under TensorFlow 1.x (made for 1.15) and Python 3.5 to 3.7, and needs nothing but TensorFlow and numpy:
copy this one file to the old environment. (Under TensorFlow 2 it uses ``tf.compat.v1``.)

    python recorder.py --src old/ --entry model:forward --input 'x=float32[2,16]' --out reference/

It imports ``module:function`` from the source tree, RUNS it once inside a new ``tf.Graph``, gives every
variable a value that depends on its name only (or the one in ``--checkpoint``), and writes

    names.json     the variables in creation order: name, shape, dtype, trainable
    recorded.npz   ``input/NAME`` and ``output/PATH``: the arrays fed and fetched
    checkpoint/    ``tf.train.Saver`` files of all the variables, prefix ``model.ckpt``
    proof.npz, proof.json  (with ``--proof``) samples of initial values, gradients of a weighted mean of the
                   outputs, regularization losses, and by how much one step of gradient descent, with the update
                   ops, changes every variable

``--input NAME=SPEC`` is a placeholder passed by keyword: ``x=float32[2,3]``, ``ids=int32[2,5] < 11``,
``flag=bool = true``; ``[?2,3]`` has an unknown first dimension (2 when run). ``NAME:0=SPEC`` feeds a tensor that
the function made itself. ``--config FILE.json`` holds the other keyword arguments; in it
``{"$call": "module:function", "args": [...], "kwargs": {...}, "set": {...}}`` stands for an object made by a call,
with attributes set after. ``--output NAME``, an attribute or a method without arguments of what the function
returns, or an item of the dict that it returns, may be repeated.
"""

from __future__ import print_function

import argparse
import difflib
import importlib
import inspect
import io
import json
import linecache
import os
import re
import shutil
import sys
import traceback
import zlib

import numpy as np

PREFIX = os.path.join("checkpoint", "model.ckpt")
LEARNING_RATE = 0.1
FAILED = "cannot be recorded: "
SAMPLES = 4096  # of the initial values of a variable
RANDOM = re.compile(r"^(Stateless)?(Random|Truncated|Parameterized|Multinomial|Dropout)")


def tensorflow():
    """TensorFlow's TF1 interface."""
    import tensorflow as tf

    v1 = getattr(getattr(tf, "compat", None), "v1", None)
    return v1 if hasattr(v1, "Session") else tf


def seed_of(text):
    """A seed that depends on a text only."""
    return zlib.crc32(text.encode("utf-8")) & 0xFFFFFFFF


def variable_value(name, shape, dtype):
    """The value a variable is given: distinct per name, of a size that keeps activations near 1.

    Floats are uniform around 0, in [0.5, 1.5) for variances; integers lie in [1, 9]; booleans are mixed.
    """
    rng = np.random.RandomState(seed_of(name))
    dtype = np.dtype(dtype)
    if dtype.kind in "iu":
        return np.asarray(rng.randint(1, 10, size=shape), dtype)
    if dtype.kind == "b":
        return np.asarray(rng.randint(0, 2, size=shape), dtype)
    if "variance" in name:
        return np.asarray(rng.uniform(0.5, 1.5, size=shape), dtype)
    inputs = float(np.prod(shape[:-1])) if len(shape) > 1 else 1.0
    bound = min(0.5, np.sqrt(3.0 / max(inputs, 1.0)))
    return np.asarray(rng.uniform(-bound, bound, size=shape), dtype)


def output_weight(path, shape):
    """The weights, in [0.5, 1.5), of an output in the loss whose gradients are recorded."""
    rng = np.random.RandomState(seed_of("loss/" + path))
    return np.asarray(rng.uniform(0.5, 1.5, size=shape), "float32")


class Input(object):
    """One input: dtype, static shape (None where unknown) and value; `draw` gives other random values."""

    def __init__(self, name, spec, draw=0):
        match = re.match(
            r"(\w+)\s*(?:\[([^\]]*)\])?\s*(?:<\s*(\d+))?\s*(?:=\s*(.+))?$", spec.strip()
        )
        try:
            dtype, dims, below, literal = match.groups()
            self.dtype = np.dtype(dtype)
            dims = [d.strip() for d in (dims or "").split(",") if d.strip()]
            self.static_shape = [None if d.startswith("?") else int(d) for d in dims]
            shape = [int(d.lstrip("?")) for d in dims]
            literal = None if literal is None else json.loads(literal)
        except (AttributeError, TypeError, ValueError):
            raise Unusable(
                "input %s: cannot read %r, expected such as float32[2,3], int32[2,5] < 11 or bool = true"
                % (name, spec)
            )
        if literal is not None:
            self.value = np.broadcast_to(np.asarray(literal, self.dtype), shape).copy()
            return
        rng = np.random.RandomState(seed_of("input/" + name + ("/%d" % draw if draw else "")))
        if self.dtype.kind in "iu":
            self.value = np.asarray(rng.randint(0, int(below or 10), size=shape), self.dtype)
        elif self.dtype.kind == "b":
            self.value = np.asarray(rng.randint(0, 2, size=shape), self.dtype)
        else:
            self.value = np.asarray(rng.uniform(-1.0, 1.0, size=shape), self.dtype)


def flatten(value, path="0"):
    """``(path, leaf)`` pairs of nested dicts, lists and tuples; dicts in the order of their keys."""
    if isinstance(value, dict):
        items = sorted(value.items(), key=lambda item: str(item[0]))
    elif isinstance(value, (list, tuple)):
        items = enumerate(value)
    else:
        return [(path, value)]
    return [pair for key, item in items for pair in flatten(item, "%s/%s" % (path, key))]


class Unusable(ValueError):
    """The entry or what it is to be called with cannot be meant; the message says what to give instead."""


def load(entry):
    """What ``module:name`` names."""
    module, _, name = entry.partition(":")
    target = importlib.import_module(module)
    for part in name.split("."):
        target = getattr(target, part)
    return target


def entry_of(entry):
    """The entry, with a better message where there is no such thing.

    Raises AttributeError and ImportError as ``load`` does.
    """
    try:
        return load(entry)
    except AttributeError as error:
        module, _, name = entry.partition(":")
        there = sorted(n for n, v in vars(sys.modules[module]).items() if callable(v))
        if name.split(".")[0] in there or getattr(error, "name", name) not in (None, name):
            raise
        close = difflib.get_close_matches(name, there, n=1)
        hint = "did you mean %r?" % close[0] if close else "it has " + ", ".join(there[:20])
        raise AttributeError("%s has no %r; %s" % (module, name, hint))


def check_call(function, entry, arguments):
    """Raises Unusable when the entry cannot be called with arguments of these names."""
    try:
        signature = inspect.signature(function)
    except (TypeError, ValueError):  # not every callable tells
        return
    try:
        signature.bind(**arguments)
    except TypeError as error:
        raise Unusable(
            "%s cannot be called like this: %s. It is %s%s; tensors are given by --input NAME=SPEC, everything else by "
            "--argument NAME=JSON or --config FILE.json"
            % (entry, error, entry.partition(":")[2], signature)
        )


def call_entry(function, entry, arguments):
    """What the entry returns. A class whose objects are called is made with what its constructor takes."""
    is_class = inspect.isclass(function) and any("__call__" in vars(c) for c in function.__mro__)
    if is_class:
        taken = inspect.signature(function.__init__).parameters
        rest = {name: value for name, value in arguments.items() if name not in taken}
        arguments = {name: value for name, value in arguments.items() if name in taken}
        check_call(function, entry, arguments)
        function, arguments = function(**arguments), rest
    check_call(function, entry, arguments)
    return function(**arguments)


def failure(error, src):
    """What went wrong, in words: the message, the lines of the user's code it came through, and what to do."""
    lines = ["%s: %s" % (type(error).__name__, short(error))]
    if isinstance(error, Unusable):
        return short(error)
    roots = tuple(root + os.sep for root in {os.path.abspath(src), os.path.realpath(src)})
    frames = traceback.extract_tb(error.__traceback__)
    theirs = [f for f in frames if f[0][:1] != "<" and os.path.abspath(f[0]).startswith(roots)]
    for name, number, function, text in theirs[-4:]:
        name = os.path.relpath(os.path.realpath(name), os.path.realpath(src))
        lines.append("  %s:%d in %s: %s" % (name, number, function, text))
    lines.append(next_step(error, bool(theirs)))
    return "\n".join(lines)


def short(error):
    """The message of an error, without what TensorFlow adds about where the graph was made."""
    text = str(getattr(error, "message", None) or error).strip()
    text = re.sub("\x1b\\[[0-9;]*m", "", text)
    text = re.sub(
        r"^Exception encountered when calling \S+\s+", "", text
    )  # Keras says so around the message
    text = re.split(
        r"\n\s*(?:\[\[|Original stack trace|Defined at|Errors may have|Arguments received by)", text
    )[0].strip()
    place = re.search(r"Detected at node (.*?),? defined at .*\nNode: .*?\n", text, re.DOTALL)
    if place:
        text = "%s (at node %s)" % (text[place.end() :].strip(), place.group(1))
    return text[:1500]


def next_step(error, in_their_code):
    if isinstance(error, ImportError):
        return (
            "Modules are imported from the source tree that was given: if this one belongs to it, give its root; if it is a "
            "package that this Python lacks, install it there."
        )
    if isinstance(error, AttributeError) and not in_their_code:
        return "Check --entry module:function."
    return "The code raised with these inputs: check the shapes and dtypes of --input, and --argument or --config."


def made(value):
    """A value from a configuration file, with the objects made that it describes."""
    if isinstance(value, list):
        return [made(item) for item in value]
    if not isinstance(value, dict):
        return value
    if "$call" not in value:
        return {key: made(item) for key, item in value.items()}
    result = load(value["$call"])(*made(value.get("args", [])), **made(value.get("kwargs", {})))
    for key, item in made(value.get("set", {})).items():
        setattr(result, key, item)
    return result


def chosen(result, names):
    """The attributes (of a dict: items), or results of the methods, that ``--output`` asks for; else everything."""
    if not names:
        return result
    values = {}
    for name in names:
        value = result[name] if isinstance(result, dict) else getattr(result, name)
        values[name] = value() if callable(value) and not hasattr(value, "dtype") else value
    return values


def describe(variables, trainable):
    """The rows of names.json; ``trainable`` is the list of trainable variables."""
    trained = set(v.name for v in trainable)
    return [
        {
            "name": plain_name(v),
            "shape": v.shape.as_list(),
            "dtype": v.dtype.base_dtype.name,
            "trainable": v.name in trained,
        }
        for v in variables
    ]


def plain_name(variable):
    """A variable's name without ``:0``."""
    return re.sub(r":\d+$", "", variable.name)


def write_json(path, rows):
    """One row per line, so that a diff reads well."""
    with io.open(path, "w", encoding="utf-8", newline="\n") as f:
        f.write("[\n%s\n]\n" % ",\n".join(json.dumps(row, sort_keys=False) for row in rows))


def write_arrays(path, arrays):
    with open(path, "wb") as f:
        np.savez_compressed(f, **{key: arrays[key] for key in sorted(arrays)})


class Built(object):
    """The entry in a graph of its own: what it returned, what to feed, and its variables."""

    def __init__(self, request, inputs, overrides=None):
        tf = tensorflow()
        self.feed, tensors = {}, {}
        for name, item in inputs.items():
            if ":" not in name:
                tensors[name] = tf.placeholder(item.dtype, item.static_shape, name="input_" + name)
                self.feed[tensors[name]] = item.value
        function = entry_of(request["entry"])
        arguments = made(dict(request.get("arguments", {}), **(overrides or {})))
        arguments.update(tensors)
        result = call_entry(function, request["entry"], arguments)
        for name, item in inputs.items():
            if ":" in name:
                self.feed[tf.get_default_graph().get_tensor_by_name(name)] = item.value
        self.variables = tf.global_variables()
        self.tensors, self.plain = {}, {}
        for path, leaf in flatten(chosen(result, request.get("outputs"))):
            if isinstance(leaf, tf.Variable):
                leaf = tf.convert_to_tensor(leaf)
            if isinstance(leaf, (tf.Tensor, tf.Operation)):
                self.tensors[path] = leaf
            elif hasattr(leaf, "_as_graph_element"):  # a partitioned variable
                self.tensors[path] = tf.convert_to_tensor(leaf)
            elif leaf is not None and np.asarray(leaf).dtype != object:
                self.plain[path] = np.asarray(leaf)

    def floats(self):
        """The outputs that a loss can be made of."""
        return {
            p: t for p, t in self.tensors.items() if hasattr(t, "dtype") and t.dtype.is_floating
        }

    def initialize(self, session):
        tf = tensorflow()
        session.run([tf.global_variables_initializer(), tf.local_variables_initializer()])
        session.run(tf.tables_initializer())

    def assign(self, session, values):
        for variable in self.variables:
            if plain_name(variable) in values:
                variable.load(values[plain_name(variable)], session)

    def run(self, session, tensors):
        return session.run(tensors, self.feed)


def values_for(request, variables):
    """(name -> value for the variables, names that the user's checkpoint gave)."""
    tf = tensorflow()
    values, restored = {}, []
    reader = (
        tf.train.NewCheckpointReader(request["checkpoint"]) if request.get("checkpoint") else None
    )
    keys = reader.get_variable_to_shape_map() if reader else {}
    for variable in variables:
        name, shape = plain_name(variable), variable.shape.as_list()
        dtype = variable.dtype.base_dtype
        piece = getattr(variable, "_save_slice_info", None)
        whole = piece.full_name if piece else name
        if keys.get(whole) == (list(piece.full_shape) if piece else shape):
            value = reader.get_tensor(whole)
            if piece:
                ends = zip(piece.var_offset, piece.var_shape)
                value = value[tuple(slice(start, start + size) for start, size in ends)]
            values[name] = value
            restored.append(name)
        elif dtype != tf.string and not any(re.search(k, name) for k in request.get("keep", [])):
            values[name] = variable_value(name, shape, dtype.as_numpy_dtype)
    return values, restored


def initial_samples(built, session):
    """Values that the initializers give, and how many there are: ``name -> array``; more runs for small models."""
    total = sum(int(np.prod(v.shape.as_list())) for v in built.variables)
    found = {}
    for _ in range(initial_runs(total)):
        built.initialize(session)
        for variable, value in zip(built.variables, session.run(built.variables)):
            if value.dtype.kind in "fiub":
                found.setdefault(plain_name(variable), []).append(sample(value))
    return {name: pooled(values) for name, values in found.items()}


def initial_runs(total):
    """How often a model of so many values is initialized, so that there are enough samples of small variables."""
    return 40 if total < 20000 else 8 if total < 1000000 else 1


def sample(value, size=SAMPLES):
    """At most `size` of the values, evenly spaced."""
    flat = np.ravel(value)
    if flat.size <= size:
        return flat
    return flat[np.linspace(0, flat.size - 1, size).astype(np.int64)]


def pooled(runs):
    """The values of several runs as one array; of one run, if all gave the same (a constant, or a seed)."""
    if all(np.array_equal(runs[0], run) for run in runs):
        return runs[0]
    return np.concatenate(runs)


def loss_of(built, outputs):
    """The mean of the weighted float outputs, plus the regularization losses; None without float outputs."""
    tf = tensorflow()
    terms = [
        tf.reduce_mean(tf.cast(tensor, tf.float32) * output_weight(path, outputs[path].shape))
        for path, tensor in sorted(built.floats().items())
    ]
    losses = [tf.cast(loss, tf.float32) for loss in tf.losses.get_regularization_losses()]
    return tf.add_n(terms + losses) if terms else None


def random_ops(built, session, values, tensors):
    """The types of the ops with random results that the tensors depend on; empty if two runs give the same."""
    types = sorted(set(op.type for op in ancestors(tensors) if RANDOM.match(op.type)))
    runs = []
    for _ in range(2 if types else 0):
        built.assign(session, values)
        runs.append(built.run(session, tensors))
    return types if runs and any(np.any(a != b) for a, b in zip(*runs)) else []


def ancestors(tensors):
    """The ops that the tensors depend on, themselves included, in the order they were made."""
    tensors = [t for t in tensors if t is not None]
    waiting = [getattr(t, "op", t) for t in tensors]
    seen = {}
    while waiting:
        op = waiting.pop()
        if op.name not in seen:
            seen[op.name] = op
            waiting.extend(t.op for t in op.inputs)
    made_order = tensors[0].graph.get_operations() if tensors else []
    return [op for op in made_order if op.name in seen]


def fingerprint(value):
    """A few numbers that tell arrays apart: the size, and at most 64 of the values, evenly spaced."""
    value = np.asarray(value)
    few = sample(value, 64).astype(np.float64)
    scale = float(np.max(np.abs(value))) if value.size else 0.0
    return {"shape": list(value.shape), "values": few.tolist(), "scale": scale}


def place_of(op, root):
    """``(file, line, text)`` of the innermost line of the user's code that made an op; None if there is none."""
    for frame in reversed(list(op.traceback or [])):
        name = getattr(frame, "filename", None) or frame[0]
        if os.path.abspath(name).startswith(root + os.sep):
            number = getattr(frame, "lineno", None) or frame[1]
            text = linecache.getline(name, number)
            return [os.path.relpath(name, root), int(number), text.strip()]
    return None


def intermediates(built, session, src):
    """Fingerprints of what the float outputs are computed from, in order."""
    graph_tensors = []
    for op in ancestors(list(built.floats().values())):
        for tensor in op.outputs:
            if tensor.dtype.is_floating and not tensor.dtype._is_ref_dtype:
                if tensor.graph.is_fetchable(tensor) and op._get_control_flow_context() is None:
                    graph_tensors.append(tensor)
    rows = []
    for start in range(0, len(graph_tensors), 200):
        group = graph_tensors[start : start + 200]
        for tensor, value in zip(group, built.run(session, group)):
            row = fingerprint(value)
            row["name"], row["op"] = tensor.name, tensor.op.type
            row["inputs"] = [t.name for t in tensor.op.inputs]
            row["place"] = place_of(tensor.op, os.path.realpath(src)) or place_of(
                tensor.op, os.path.abspath(src)
            )
            rows.append(row)
    return {"outputs": {p: t.name for p, t in built.floats().items()}, "rows": rows}


def record_model(request, inputs, src, out):
    """Builds the entry in a new graph: names.json, the checkpoint; returns (outputs, arrays, facts) of the proof."""
    tf = tensorflow()
    arrays, facts = {}, {}
    with tf.Graph().as_default(), tf.Session() as session:
        built = Built(request, inputs)
        write_json(
            os.path.join(out, "names.json"), describe(built.variables, tf.trainable_variables())
        )
        if request.get("proof"):
            for name, values in initial_samples(built, session).items():
                arrays["initial/" + name] = values
        built.initialize(session)
        values, facts["restored"] = values_for(request, built.variables)
        built.assign(session, values)
        if built.variables:
            folder = os.path.join(out, os.path.dirname(PREFIX))
            shutil.rmtree(folder, ignore_errors=True)
            os.makedirs(folder)
            saver = tf.train.Saver(save_relative_paths=True)
            saver.save(session, os.path.join(out, PREFIX), write_meta_graph=False)
        if request.get("intermediates"):
            with io.open(os.path.join(out, "intermediates.json"), "w", encoding="utf-8") as f:
                f.write("%s" % json.dumps(intermediates(built, session, src)))
        # All in one run, so that what updates state does so once.
        outputs = dict(built.plain)
        fetched = built.run(session, built.tensors)
        outputs.update((p, np.asarray(v)) for p, v in fetched.items() if v is not None)
        if request.get("proof"):
            facts["random"] = random_ops(built, session, values, list(built.floats().values()))
            built.assign(session, values)
            record_gradients(built, session, outputs, arrays, facts)
    return outputs, arrays, facts


def record_gradients(built, session, outputs, arrays, facts):
    tf = tensorflow()
    losses = built.run(session, tf.losses.get_regularization_losses())
    facts["losses"] = [float(np.sum(value)) for value in losses]
    loss, trained = loss_of(built, outputs), tf.trainable_variables()
    if loss is None or not trained:
        return
    gradients = {
        plain_name(variable): tf.convert_to_tensor(gradient)
        for variable, gradient in zip(trained, tf.gradients(loss, trained))
        if gradient is not None
    }
    facts["no gradient"] = [plain_name(v) for v in trained if plain_name(v) not in gradients]
    value, computed = built.run(session, [loss, gradients])
    facts["loss"] = float(value)
    for name, gradient in computed.items():
        arrays["gradient/" + name] = gradient


def record_step(request, inputs, arrays, facts):
    """One step of gradient descent, with the update ops, in a new graph (in training mode, if asked for)."""
    tf = tensorflow()
    with tf.Graph().as_default(), tf.Session() as session:
        built = Built(request, inputs, request.get("training"))
        built.initialize(session)
        values, _ = values_for(request, built.variables)
        built.assign(session, values)
        outputs = {p: np.asarray(v) for p, v in built.run(session, built.floats()).items()}
        loss, trained = loss_of(built, outputs), tf.trainable_variables()
        if loss is None or not trained:
            return
        updates = tf.get_collection(tf.GraphKeys.UPDATE_OPS)
        facts["random step"] = random_ops(built, session, values, [loss])
        facts["updates"] = len(updates)
        facts["scale"] = {n: float(np.max(np.abs(v))) for n, v in values.items() if np.size(v)}
        with tf.control_dependencies(updates):
            optimizer = tf.train.GradientDescentOptimizer(LEARNING_RATE)
            step = optimizer.minimize(loss, var_list=trained)
        steps = []
        for _ in range(2 if facts["random step"] else 1):
            built.assign(session, values)
            facts["step loss"] = float(built.run(session, [loss, step])[0])
            steps.append(session.run(built.variables))
        # What is computed before anything random comes in, such as statistics, can be compared all the same.
        facts["random variables"] = [
            plain_name(variable)
            for variable, first, last in zip(built.variables, steps[0], steps[-1])
            if np.any(first != last)
        ]
        for variable, value in zip(built.variables, steps[-1]):
            name = plain_name(variable)
            if name in values and value.dtype.kind in "fiu":
                arrays["step/" + name] = value.astype(np.float64) - values[name]


def record(request, src, out):
    """Records an entry of the source tree ``src`` into the directory ``out``; returns the outputs."""
    sys.path.insert(0, os.path.abspath(src))
    del sys.argv[1:]  # programs that read flags see none of ours
    if not os.path.isdir(out):
        os.makedirs(out)
    draw, specs = request.get("draw", 0), request.get("inputs", {})
    inputs = {name: Input(name, spec, draw) for name, spec in specs.items()}
    outputs, arrays, facts = record_model(request, inputs, src, out)
    recorded = {"input/" + name: item.value for name, item in inputs.items()}
    recorded.update(("output/" + path, value) for path, value in outputs.items())
    write_arrays(os.path.join(out, "recorded.npz"), recorded)
    if request.get("proof"):
        import tensorflow as tf

        try:
            record_step(request, inputs, arrays, facts)
        except Exception as error:  # the forward pass is worth comparing all the same
            facts["no step"] = "%s: %s" % (type(error).__name__, str(error)[:500])
        facts["tensorflow"], facts["mode"] = tf.__version__, "graph"
        facts["python"] = "%d.%d.%d" % sys.version_info[:3]
        write_arrays(os.path.join(out, "proof.npz"), arrays)
        with io.open(os.path.join(out, "proof.json"), "w", encoding="utf-8") as f:
            f.write("%s\n" % json.dumps(facts, sort_keys=True, indent=1))
    return outputs


def pairs(texts, parser, option):
    found = {}
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals or not name.strip():
            parser.error("%s %r: expected NAME=VALUE" % (option, text))
        found[name.strip()] = value.strip()
    return found


def main(argv=None):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--src", required=True, help="source tree put on the import path")
    parser.add_argument("--out", required=True, help="directory for what is recorded")
    parser.add_argument("--entry", help="module:function")
    parser.add_argument("--input", action="append", default=[], metavar="NAME=SPEC")
    parser.add_argument("--argument", action="append", default=[], metavar="NAME=JSON")
    parser.add_argument("--config", metavar="FILE.json", help="more keyword arguments")
    parser.add_argument("--output", action="append", default=[], metavar="NAME")
    parser.add_argument("--training", action="append", default=[], metavar="NAME=JSON")
    parser.add_argument("--keep", action="append", default=[], metavar="REGEX")
    parser.add_argument("--checkpoint", metavar="PREFIX", help="take the variables' values from it")
    parser.add_argument("--proof", action="store_true", help="record gradients and the rest, too")
    parser.add_argument("--request", help=argparse.SUPPRESS)
    options = parser.parse_args(argv)
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    if options.request:
        with io.open(options.request, encoding="utf-8") as f:
            request = json.load(f)
    else:
        if not options.entry:
            parser.error("--entry is needed")
        request = {"entry": options.entry, "keep": options.keep, "outputs": options.output}
        request["inputs"] = pairs(options.input, parser, "--input")
        request["checkpoint"], request["proof"] = options.checkpoint, options.proof
        if options.config:
            with io.open(options.config, encoding="utf-8") as f:
                request["arguments"] = json.load(f)
        for key in ("argument", "training"):
            given = pairs(getattr(options, key), parser, "--" + key)
            values = {name: json.loads(text) for name, text in given.items()}
            request.setdefault({"argument": "arguments"}.get(key, key), {}).update(values)
    try:
        outputs = record(request, options.src, options.out)
    except Exception as error:
        if os.environ.get("RECORDER_TRACEBACK"):
            traceback.print_exc()
        sys.stderr.write("\n%s%s\n" % (FAILED, failure(error, options.src)))
        return 1
    shapes = ", ".join("%s%s" % (p, list(v.shape)) for p, v in sorted(outputs.items()))
    sys.stderr.write("recorded %s: %s\n" % (options.out, shapes))
    return 0


if __name__ == "__main__":
    sys.dont_write_bytecode = True
    sys.exit(main())
