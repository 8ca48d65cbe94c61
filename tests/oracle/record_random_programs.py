"""Records what TF 1.15.5 makes of the random scoped programs of ``tests/lift/programs.py`` or ``patterns.py``.

Run with a Python 3.7 that has TensorFlow 1.15.5 (it needs nothing else):

    python tests/oracle/record_random_programs.py OUT.json.gz --count 150 [--start 0] [--grammar patterns]
    python tests/oracle/record_random_programs.py OUT.json.gz --written tests/lift/traps

Programs that TF 1 refuses are passed over, so COUNT of them are recorded; of a directory of written ones, all (those that OUT has
already, with the same text, are only run again with --again). Of each:
the sources, the variables in creation order, and the output for one input, the variables having the values of
`record_case.variable_value`.
"""

from __future__ import print_function

import argparse
import gzip
import io
import json
import os
import sys
import types

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, os.pardir, "lift")]
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import handed  # noqa: E402
import later_patterns  # noqa: E402
import numpy as np  # noqa: E402
import patterns  # noqa: E402
import programs  # noqa: E402
import record_case  # noqa: E402
import tensorflow as tf  # noqa: E402

INPUT = record_case.Input("x", "float32[2,3]")
MOST_VARIABLES = 40
GRAMMARS = {"programs": programs, "patterns": patterns, "handed": handed, "later": later_patterns}


def imported(modules):
    """The last of the modules, all of them imported from their sources."""
    for name, source in modules.items():
        module = types.ModuleType(name)
        sys.modules[name] = module
        exec(compile(source, name + ".py", "exec"), module.__dict__)
    return module


def observe(modules):
    """The variables and the output of one program; None where TF 1 refuses it."""
    with tf.Graph().as_default(), tf.Session() as sess:
        x = tf.placeholder(INPUT.dtype, INPUT.static_shape, name="x")
        try:
            y = imported(modules).forward(x)
        except ValueError:  # a name twice, a shape that does not fit
            return None
        variables = tf.global_variables()
        if not 0 < len(variables) <= MOST_VARIABLES:
            return None
        for v in variables:
            value = record_case.variable_value(v.op.name, v.shape.as_list(), np.float32)
            v.load(value, sess)
        output = sess.run(y, {x: INPUT.value})
        names = record_case.describe(variables, tf.trainable_variables())
        return {"names": names, "output": [[float(n) for n in row] for row in output]}


def record(grammar, start, count):
    """``count`` programs from number ``start`` on that TF 1 accepts."""
    found, seed = [], start
    while len(found) < count:
        modules = grammar.generate(seed)
        observed = observe(modules)
        if observed is not None:
            found.append(dict(observed, seed=seed, modules=modules))
        seed += 1
    return found, seed - start


def recorded(path):
    """The programs of a file by name; none where there is no file."""
    if not os.path.exists(path):
        return {}
    with gzip.open(path, "rb") as packed:
        return {one["seed"]: one for one in json.loads(packed.read().decode("utf-8"))}


def record_written(directory, known):
    """The programs of a directory, one module each, by name; known ones as they are, where the text is the same."""
    found = []
    for name in sorted(n[:-3] for n in os.listdir(directory) if n.endswith(".py")):
        with io.open(os.path.join(directory, name + ".py"), encoding="utf-8") as f:
            modules = {name: f.read()}
        if known.get(name, {}).get("modules") == modules:
            found.append(known[name])
            continue
        observed = observe(modules)
        assert observed is not None, name
        found.append(dict(observed, seed=name, modules=modules))
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out")
    parser.add_argument("--start", type=int, default=0, help="the first seed")
    parser.add_argument("--count", type=int, default=150, help="how many to record")
    parser.add_argument("--grammar", choices=sorted(GRAMMARS), default="programs")
    parser.add_argument("--written", metavar="DIR", help="record these instead")
    parser.add_argument("--again", action="store_true", help="those that are recorded, too")
    options = parser.parse_args()
    assert tf.__version__.startswith("1.15"), tf.__version__
    tf.get_logger().setLevel("ERROR")
    if options.written:
        found = record_written(options.written, {} if options.again else recorded(options.out))
        tried = len(found)
    else:
        found, tried = record(GRAMMARS[options.grammar], options.start, options.count)
    text = "[\n%s\n]\n" % ",\n".join(json.dumps(one, sort_keys=True) for one in found)
    with open(options.out, "wb") as raw, gzip.GzipFile("", "wb", fileobj=raw, mtime=0) as packed:
        packed.write(text.encode("utf-8"))
    sys.stdout.write("%s: %d programs of %d tried\n" % (options.out, len(found), tried))


if __name__ == "__main__":
    main()
