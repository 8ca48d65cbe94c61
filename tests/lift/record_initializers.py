# ruff: noqa: UP031 - runs on Python 3.7
"""Records what TF 1.15.5's initializers draw: mean, standard deviation and largest absolute value of 60,000 numbers.

    python3.7 tests/lift/record_initializers.py

Rewrites ``recorded/initializers.json`` for the forms that are its keys: expressions in TF1's words. Python 3.7 must be
able to read this file.
"""

import json
import os

import numpy as np
import tensorflow as tf

RECORDED = os.path.join(os.path.dirname(os.path.abspath(__file__)), "recorded", "initializers.json")
SHAPE = [300, 200]


def statistics(form):
    """[mean, standard deviation, largest absolute value] of a variable with this initializer or first value."""
    with tf.Graph().as_default(), tf.Session() as session:
        initializer = eval(form)
        shape = None if isinstance(initializer, tf.Tensor) else SHAPE
        variable = tf.get_variable("v", shape, initializer=initializer)
        session.run(tf.global_variables_initializer())
        drawn = session.run(variable).astype(np.float64)
    return [float("%.5g" % x) for x in (drawn.mean(), drawn.std(), np.abs(drawn).max())]


def main():
    with open(RECORDED) as f:
        forms = list(json.load(f))
    rows = ["  %s: %s" % (json.dumps(form), json.dumps(statistics(form))) for form in forms]
    with open(RECORDED, "w") as f:
        f.write("{\n" + ",\n".join(rows) + "\n}\n")


if __name__ == "__main__":
    main()
