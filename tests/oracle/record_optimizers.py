"""Trains a small network under TF 1.15.5: 15 steps, a checkpoint, and the loss at each of the 10 steps that follow.

    python tests/oracle/record_optimizers.py tests/checkpoint/recorded/optimizers

The data and the network are those of ``tests/checkpoint/test_optimizers.py``. Needs Python 3.7 with TF 1.15.5.
"""

import io
import json
import os
import sys

import numpy as np
import tensorflow as tf

OPTIMIZERS = {
    "adam": lambda: tf.train.AdamOptimizer(0.01),
    "adam_named": lambda: tf.train.AdamOptimizer(0.01, 0.8, 0.95, 1e-4, name="Solver"),
    "momentum": lambda: tf.train.MomentumOptimizer(0.05, 0.9),
    "nesterov": lambda: tf.train.MomentumOptimizer(0.05, 0.9, use_nesterov=True),
    "rmsprop": lambda: tf.train.RMSPropOptimizer(0.01),
    "rmsprop_centered": lambda: tf.train.RMSPropOptimizer(0.01, momentum=0.5, centered=True),
    "adagrad": lambda: tf.train.AdagradOptimizer(0.1),
}


def data():
    rng = np.random.RandomState(7)
    x = rng.normal(size=[32, 6]).astype("float32")
    ids = rng.randint(0, 9, size=[32]).astype("int32")
    return x, ids, np.sin(x.sum(1) + ids).astype("float32")


def network(x, ids):
    with tf.variable_scope("net"):
        with tf.variable_scope("embed", partitioner=tf.fixed_size_partitioner(2)):
            table = tf.get_variable(
                "table", [9, 4], initializer=tf.random_uniform_initializer(-1, 1)
            )
        h = tf.concat([x, tf.nn.embedding_lookup(table, ids, partition_strategy="div")], 1)
        h = tf.layers.dense(h, 8, tf.tanh, name="hidden")
        return tf.layers.dense(h, 1, name="out")[:, 0]


def record(name, out):
    tf.reset_default_graph()
    tf.set_random_seed(3)
    x, ids, y = data()
    loss = tf.reduce_mean(tf.square(network(tf.constant(x), tf.constant(ids)) - y))
    step = tf.train.get_or_create_global_step()
    train = OPTIMIZERS[name]().minimize(loss, global_step=step)
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        for _ in range(15):
            session.run(train)
        folder = os.path.join(out, name)
        if not os.path.isdir(folder):
            os.makedirs(folder)
        saver = tf.train.Saver()
        saver.save(
            session, os.path.join(folder, "model.ckpt"), write_meta_graph=False, write_state=False
        )
        losses = []
        for _ in range(10):
            session.run(train)
            losses.append(float(session.run(loss)))
    return losses


def main(out):
    assert tf.__version__ == "1.15.5", tf.__version__
    rows = {name: record(name, out) for name in sorted(OPTIMIZERS)}
    with io.open(os.path.join(out, "losses.json"), "w", encoding="utf-8") as f:
        f.write(json.dumps(rows, indent=1) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
