# ruff: noqa: UP031 - runs on Python 3.7
"""Records batch normalization on TF 1.15.5: outputs and moving statistics after one step.

    python3.7 tests/lift/record_batch_norm.py

Rewrites ``recorded/batch_norm.json``: form/rank/training -> the first outputs, the moving mean and the moving variance.
Python 3.7 must be able to read this file.
"""

import json
import os

import numpy as np
import tensorflow as tf

RECORDED = os.path.join(os.path.dirname(os.path.abspath(__file__)), "recorded", "batch_norm.json")
FORMS = {
    "in_place": "tf.contrib.layers.batch_norm(x, decay=0.9, updates_collections=None, is_training=training, scale=True)",
    "debiased": "tf.contrib.layers.batch_norm(x, decay=0.9, updates_collections=None,"
    " zero_debias_moving_mean=True, is_training=training, scale=True)",
    "all_trainable": "tf.contrib.layers.batch_norm(x, decay=0.9, updates_collections=None,"
    " variables_collections=[tf.GraphKeys.TRAINABLE_VARIABLES], is_training=training, scale=True)",
    "contrib": "tf.contrib.layers.batch_norm(x, decay=0.9, is_training=training, scale=True)",
    "tf_layers": "tf.layers.batch_normalization(x, momentum=0.9, training=training)",
    "not_fused": "tf.layers.batch_normalization(x, momentum=0.9, training=training, fused=False)",
}
SHAPES = {2: [6, 3], 3: [2, 4, 3], 4: [2, 4, 4, 3]}


def inputs(rank):
    return np.random.RandomState(rank).uniform(-1, 3, size=SHAPES[rank]).astype(np.float32)


def one_step(form, rank, is_training):
    """[first five outputs, moving mean, moving variance]; update ops are run, unless they come by themselves."""
    with tf.Graph().as_default(), tf.Session() as session:
        x = tf.placeholder(tf.float32, SHAPES[rank])
        training = tf.placeholder(tf.bool, [])
        y = eval(FORMS[form], {"tf": tf, "x": x, "training": training})
        with tf.control_dependencies(tf.get_collection(tf.GraphKeys.UPDATE_OPS)):
            y = tf.identity(y)
        session.run(tf.global_variables_initializer())
        first = np.ravel(session.run(y, {x: inputs(rank), training: is_training}))[:5]
        by_name = {v.op.name.split("/")[-1]: v for v in tf.global_variables()}
        moving = session.run([by_name["moving_mean"], by_name["moving_variance"]])
    return [[float("%.7g" % v) for v in values] for values in [first] + moving]


def main():
    rows = []
    for form in FORMS:
        for rank in SHAPES:
            for training in (True, False):
                key = "%s/%d/%s" % (form, rank, training)
                rows.append(
                    "  %s: %s" % (json.dumps(key), json.dumps(one_step(form, rank, training)))
                )
    with open(RECORDED, "w") as f:
        f.write("{\n" + ",\n".join(rows) + "\n}\n")


if __name__ == "__main__":
    main()
