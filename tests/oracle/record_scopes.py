"""Records what TF 1.15.5 does with the scope programs of ``tests/compat_scope``.

Run with a Python 3.7 that has TensorFlow 1.15.5:

    python tests/oracle/record_scopes.py [--random 400] [--start 0] [--out FILE]

Without `--out` the recordings of the suite are written. With it, only that many distinct random programs, from number
`start` on, for ``python tests/compat_scope/fuzz.py FILE``.
"""

import argparse
import json
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
PROGRAMS = os.path.join(HERE, os.pardir, "compat_scope")
sys.path.insert(0, PROGRAMS)
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import random_programs  # noqa: E402
import scope_programs  # noqa: E402
import tensorflow as tf  # noqa: E402

# The suite's sample has these too: the shim once did something else in the second pass of each.
ONCE_WRONG = (900677, 3001349, 3003811, 3003849, 3004655, 4002749)


def record(run):
    observations = []
    with tf.Graph().as_default():
        run(tf, observations.append)
    return json.loads(json.dumps(observations))


def write(name, data):
    path = os.path.join(PROGRAMS, "recorded", name)
    with open(path, "w") as stream:
        stream.write("{\n")
        items = ["%s: %s" % (json.dumps(key), json.dumps(data[key])) for key in sorted(data)]
        stream.write(",\n".join(items))
        stream.write("\n}\n")
    sys.stdout.write("%s: %d\n" % (path, len(data)))


def random_records(start, count):
    """What `count` distinct programs did, by their number."""
    recorded, seen, seed = {}, set(), start
    while len(recorded) < count:
        program = random_programs.generate(seed)
        text = json.dumps(program)
        if text not in seen:
            seen.add(text)
            observed = record(lambda tf, out, p=program: random_programs.run(tf, p, out))
            recorded["%06d" % seed] = {"program": program, "observed": observed}
        seed += 1
    return recorded


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--random", type=int, default=400, help="how many random programs")
    parser.add_argument("--start", type=int, default=0, help="the number of the first")
    parser.add_argument("--out", help="write random programs only, to this file")
    options = parser.parse_args()
    assert tf.__version__ == "1.15.5", tf.__version__
    tf.get_logger().setLevel("ERROR")
    found = random_records(options.start, options.random)
    if options.out:
        with open(options.out, "w") as stream:
            json.dump(found, stream)
        return
    write("programs.json", {name: record(run) for name, run in scope_programs.PROGRAMS.items()})
    for seed in ONCE_WRONG:
        found.update(random_records(seed, 1))
    write("random.json", found)


if __name__ == "__main__":
    main()
