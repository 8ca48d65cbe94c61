"""Trains a small network under TF 1.15.5: 15 steps, a checkpoint, and the loss at each of the 10 steps that follow.

    python tests/oracle/record_optimizers.py tests/checkpoint/recorded/optimizers [NAME ...]

The data and the network are those of ``tests/checkpoint/test_optimizers.py``. Needs Python 3.7 with TF 1.15.5.
"""

import io
import json
import os
import sys

import numpy as np
import tensorflow as tf


class DecayingAdam(tf.train.Optimizer):
    """Adam without bias correction, with weight decay; names its slots itself, as projects do."""

    def __init__(self, rate, decay=0.01, beta_1=0.9, beta_2=0.999, epsilon=1e-6):
        super(DecayingAdam, self).__init__(False, "DecayingAdam")
        self.rate, self.decay, self.epsilon = rate, decay, epsilon
        self.beta_1, self.beta_2 = beta_1, beta_2

    def apply_gradients(self, grads_and_vars, global_step=None, name=None):
        updates = [global_step.assign_add(1)]
        for gradient, variable in grads_and_vars:
            gradient, key = tf.convert_to_tensor(gradient), variable.op.name
            m, v = [
                tf.get_variable(
                    key + suffix,
                    shape=variable.shape.as_list(),
                    trainable=False,
                    initializer=tf.zeros_initializer(),
                )
                for suffix in ("/adam_m", "/adam_v")
            ]
            next_m = self.beta_1 * m + (1.0 - self.beta_1) * gradient
            next_v = self.beta_2 * v + (1.0 - self.beta_2) * tf.square(gradient)
            update = next_m / (tf.sqrt(next_v) + self.epsilon) + self.decay * variable
            with tf.control_dependencies([update]):
                updates += [
                    variable.assign_sub(self.rate * update),
                    m.assign(next_m),
                    v.assign(next_v),
                ]
        return tf.group(*updates)


OPTIMIZERS = {
    "adam": lambda: tf.train.AdamOptimizer(0.01),
    "adam_named": lambda: tf.train.AdamOptimizer(0.01, 0.8, 0.95, 1e-4, name="Solver"),
    "momentum": lambda: tf.train.MomentumOptimizer(0.05, 0.9),
    "nesterov": lambda: tf.train.MomentumOptimizer(0.05, 0.9, use_nesterov=True),
    "rmsprop": lambda: tf.train.RMSPropOptimizer(0.01),
    "rmsprop_centered": lambda: tf.train.RMSPropOptimizer(0.01, momentum=0.5, centered=True),
    "adagrad": lambda: tf.train.AdagradOptimizer(0.1),
    "decaying_adam": lambda: DecayingAdam(0.01),
    "adam_rnn": lambda: tf.train.AdamOptimizer(0.01),
    "momentum_rnn": lambda: tf.train.MomentumOptimizer(0.05, 0.9),
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


def whole_network(x, ids):
    """The same without shards: optimizers that name their slots themselves know none."""
    with tf.variable_scope("net"):
        table = tf.get_variable(
            "embed/table", [9, 4], initializer=tf.random_uniform_initializer(-1, 1)
        )
        h = tf.concat([x, tf.gather(table, ids)], 1)
        h = tf.layers.dense(h, 8, tf.tanh, name="hidden")
        return tf.layers.dense(h, 1, name="out")[:, 0]


def rnn(x, ids):
    """An LSTM and a GRU over the six numbers as a sequence."""
    with tf.variable_scope("net"):
        steps = tf.stack([x, tf.one_hot(ids % 6, 6)], 2)
        lstm = tf.nn.rnn_cell.BasicLSTMCell(5, forget_bias=1.0)
        h, _ = tf.nn.dynamic_rnn(lstm, steps, dtype=tf.float32, scope="lstm")
        _, state = tf.nn.dynamic_rnn(tf.nn.rnn_cell.GRUCell(3), h, dtype=tf.float32, scope="gru")
        return tf.layers.dense(state, 1, name="out")[:, 0]


NETWORKS = {"decaying_adam": whole_network, "adam_rnn": rnn, "momentum_rnn": rnn}


def record(name, out):
    tf.reset_default_graph()
    tf.set_random_seed(3)
    x, ids, y = data()
    loss = tf.reduce_mean(
        tf.square(NETWORKS.get(name, network)(tf.constant(x), tf.constant(ids)) - y)
    )
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


def main(out, *names):
    assert tf.__version__ == "1.15.5", tf.__version__
    rows = {}
    if names:
        with io.open(os.path.join(out, "losses.json"), encoding="utf-8") as f:
            rows = json.load(f)
    rows.update((name, record(name, out)) for name in sorted(names or OPTIMIZERS))
    rows = {name: rows[name] for name in sorted(rows)}
    with io.open(os.path.join(out, "losses.json"), "w", encoding="utf-8") as f:
        f.write(json.dumps(rows, indent=1) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
