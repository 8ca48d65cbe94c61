"""Records the variable names of ``programs.py``. Run from the repository root with TF 1.15.5:

python3.7 tests/model/record_names.py
"""

import json
import os
import sys

import tensorflow as tf

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)

import programs  # noqa: E402


def names_of(function):
    with tf.Graph().as_default():
        function()
        return [v.name[:-2] for v in tf.global_variables()]


def main():
    recorded = {f.__name__: names_of(f) for f in programs.NAMES}
    with open(os.path.join(HERE, "recorded_names.json"), "w") as out:
        json.dump({"tensorflow": tf.__version__, "names": recorded}, out, indent=1)
        out.write("\n")


if __name__ == "__main__":
    main()
