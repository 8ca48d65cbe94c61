"""Records what TF 1.15.5 does with the scope programs of ``tests/compat_scope``.

Run with a Python 3.7 that has TensorFlow 1.15.5:

    python tests/oracle/record_scopes.py [number of random programs]
"""

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


def main(count):
    assert tf.__version__ == "1.15.5", tf.__version__
    tf.get_logger().setLevel("ERROR")
    write("programs.json", {name: record(run) for name, run in scope_programs.PROGRAMS.items()})
    recorded = {}
    for seed in range(count):
        program = random_programs.generate(seed)
        observed = record(lambda tf, out, program=program: random_programs.run(tf, program, out))
        recorded["%04d" % seed] = {"program": program, "observed": observed}
    write("random.json", recorded)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 300)
