"""An agent with two copies of a network: one learns, the other follows it."""
import tensorflow as tf


class Agent(object):
    def __init__(self, n_actions, n_features, discount=0.9):
        self.n_actions = n_actions
        self.n_features = n_features
        self.discount = discount
        self._build()
        online = tf.get_collection("online_params")
        target = tf.get_collection("target_params")
        self.follow = [tf.assign(t, o) for t, o in zip(target, online)]

    def _build(self):
        # Both networks have the same layers.
        def values(state, names, hidden, initializer):
            with tf.variable_scope("hidden"):
                w = tf.get_variable("w", [self.n_features, hidden], initializer=initializer, collections=names)
                b = tf.get_variable("b", [1, hidden], initializer=tf.constant_initializer(0.1), collections=names)
                h = tf.nn.relu(tf.matmul(state, w) + b)
            with tf.variable_scope("out"):
                w = tf.get_variable("w", [hidden, self.n_actions], initializer=initializer, collections=names)
                return tf.matmul(h, w)

        self.state = tf.placeholder(tf.float32, [None, self.n_features], name="state")
        with tf.variable_scope("online"):
            names, hidden, initializer = (
                ["online_params", tf.GraphKeys.GLOBAL_VARIABLES], 5, tf.random_normal_initializer(0.0, 0.3))
            self.q = values(self.state, names, hidden, initializer)
        self.next_state = tf.placeholder(tf.float32, [None, self.n_features], name="next_state")
        with tf.variable_scope("target"):
            names = ["target_params", tf.GraphKeys.GLOBAL_VARIABLES]
            self.q_next = values(self.next_state, names, hidden, initializer)
        with tf.variable_scope("loss"):
            best = self.discount * tf.reduce_max(self.q_next, axis=1, keep_dims=True)
            self.loss = tf.reduce_mean(tf.squared_difference(tf.stop_gradient(best), self.q))

    def remember(self, transition):
        """Keeps what was seen last."""
        if not hasattr(self, "seen"):
            self.seen = []
        self.seen.append(transition)
