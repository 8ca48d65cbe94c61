"""Records what TF 1.15.5's eager mode does with the programs on ``EagerVariableStore``.

Run with a Python 3.7 that has TensorFlow 1.15.5:

    python tests/oracle/record_eager_stores.py
"""

import json
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
PROGRAMS = os.path.join(HERE, os.pardir, "compat_scope")
sys.path.insert(0, PROGRAMS)
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import eager_store_programs  # noqa: E402


def record(name):
    """What one program did. The graph that holds TF1's eager collections cannot be put back: one process each."""
    import tensorflow as tf

    assert tf.__version__ == "1.15.5", tf.__version__
    tf.get_logger().setLevel("ERROR")
    tf.enable_eager_execution()
    observations = []
    eager_store_programs.PROGRAMS[name](tf, observations.append)
    return json.loads(json.dumps(observations))


def main():
    if len(sys.argv) > 1:
        sys.stdout.write("\n" + json.dumps(record(sys.argv[1])))
        return
    lines = []
    for name in sorted(eager_store_programs.PROGRAMS):
        printed = subprocess.check_output([sys.executable, __file__, name])
        observed = printed.decode().splitlines()[-1]
        lines.append("%s: %s" % (json.dumps(name), observed))
    with open(os.path.join(PROGRAMS, "recorded", "eager_stores.json"), "w") as stream:
        stream.write("{\n" + ",\n".join(lines) + "\n}\n")


if __name__ == "__main__":
    main()
