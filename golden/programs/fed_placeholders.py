"""Networks that a program feeds through placeholders of its module, and a constructor that builds them."""
import numpy as np
import tensorflow as tf

tf.set_random_seed(3)

with tf.name_scope("state"):
    STATE = tf.placeholder(tf.float32, [None, 3], name="s")
NEXT_STATE = tf.placeholder(tf.float32, [None, 3], name="s_")


class Critic(object):
    def __init__(self, units, bound):
        self.units = units
        self.bound = bound
        with tf.variable_scope("critic"):
            # the value of a state
            self.value = self._build_net(STATE, "eval", trainable=True)

            # and of the one that follows
            self.next_value = self._build_net(NEXT_STATE, "target", trainable=False)
        self.loss = tf.reduce_mean(tf.square(self.value - self.next_value))

    def _build_net(self, s, scope, trainable):
        with tf.variable_scope(scope):
            init_w = tf.constant_initializer(np.arange(12).reshape(3, 4) / 10.0)
            init_b = tf.constant_initializer(0.1)
            w = tf.get_variable("w", [3, self.units], initializer=init_w, trainable=trainable)
            b = tf.get_variable("b", [self.units], initializer=init_b, trainable=trainable)
            net = tf.nn.relu(tf.matmul(s, w) + b)
            net = tf.layers.dense(net, 1, kernel_initializer=init_b, bias_initializer=init_b, trainable=trainable)
            return tf.multiply(net, self.bound)


def score(units):
    """Reads what is fed itself."""
    with tf.variable_scope("score"):
        w = tf.get_variable("w", [3, units], initializer=tf.constant_initializer(0.25))
        return tf.reduce_sum(tf.matmul(STATE, w), 1)


critic = Critic(4, bound=2.0)
scores = score(2)
print([(v.op.name, v.shape.as_list()) for v in tf.global_variables()])
print([v.op.name for v in tf.trainable_variables()])
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    feed = {STATE: np.ones([2, 3]), NEXT_STATE: np.full([2, 3], 0.5)}
    for fetched in sess.run([critic.value, critic.next_value, critic.loss, scores], feed):
        print(np.round(fetched, 5).tolist())
