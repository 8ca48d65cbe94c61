"""Settings that the first of several scopes begins with are set before it, so that each scope becomes a layer."""

from __future__ import annotations

from pathlib import Path

from .lifting import Lifted

PROGRAM = """\
import tensorflow as tf


class Agent:
    def __init__(self, n_actions):
        self.n_actions = n_actions
        self._build_net()
        self.sess = tf.Session()

    def _build_net(self):
        self.s = tf.placeholder(tf.float32, [None, 3], name="s")
        with tf.variable_scope("eval_net"):
            # where they are kept
            c_names, n_l1, w_init, b_init = \\
                ["eval", tf.GraphKeys.GLOBAL_VARIABLES], 4, \\
                tf.random_normal_initializer(0.0, 0.3), tf.constant_initializer(0.1)  # of both
            with tf.variable_scope("l1"):
                w = tf.get_variable("w", [3, n_l1], initializer=w_init, collections=c_names)
                b = tf.get_variable("b", [1, n_l1], initializer=b_init, collections=c_names)
                l1 = tf.nn.relu(tf.matmul(self.s, w) + b)
            w = tf.get_variable("w", [n_l1, self.n_actions], initializer=w_init, collections=c_names)
            self.q_eval = tf.matmul(l1, w)
        with tf.variable_scope("train"):
            self.train_op = tf.train.GradientDescentOptimizer(0.1).minimize(tf.reduce_sum(self.q_eval))
        self.s_ = tf.placeholder(tf.float32, [None, 3], name="s_")
        with tf.variable_scope("target_net"):
            c_names = ["target", tf.GraphKeys.GLOBAL_VARIABLES]
            with tf.variable_scope("l1"):
                w = tf.get_variable("w", [3, n_l1], initializer=w_init, collections=c_names)
                b = tf.get_variable("b", [1, n_l1], initializer=b_init, collections=c_names)
                l1 = tf.nn.relu(tf.matmul(self.s_, w) + b)
            w = tf.get_variable("w", [n_l1, self.n_actions], initializer=w_init, collections=c_names)
            self.q_next = tf.matmul(l1, w)
"""


def test_set_before(tmp_path: Path) -> None:
    found = Lifted(tmp_path, PROGRAM)
    assert found.tiers == {"Agent": "lifted", "Agent._build_net": "lifted"}
    assert """name="s")
        n_l1 = 4  # of both
        w_init = tf.compat.v1.random_normal_initializer(0.0, 0.3)
        b_init = tf.compat.v1.constant_initializer(0.1)
        self.q_eval = """ in found.text
    assert found.text.count("# where they are kept") == 1
    assert 'c_names = ["eval", compat_scope.GraphKeys.GLOBAL_VARIABLES]' in found.text
