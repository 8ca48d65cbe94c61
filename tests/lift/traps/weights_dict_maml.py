import tensorflow as tf


class MAML(object):
    def __init__(self, dims):
        self.dims = dims

    def construct_weights(self):
        weights = {}
        dims = self.dims
        for i in range(1, len(dims)):
            weights["w" + str(i)] = tf.Variable(tf.truncated_normal([dims[i - 1], dims[i]], stddev=0.01), name="w" + str(i))
            weights["b" + str(i)] = tf.Variable(tf.zeros([dims[i]]), name="b" + str(i))
        return weights

    def forward(self, x, weights):
        for i in range(1, len(self.dims) - 1):
            x = tf.nn.relu(tf.matmul(x, weights["w" + str(i)]) + weights["b" + str(i)])
        n = str(len(self.dims) - 1)
        return tf.matmul(x, weights["w" + n]) + weights["b" + n]

    def run(self, x):
        with tf.variable_scope("model", reuse=None) as scope:
            if "weights" in dir(self):
                scope.reuse_variables()
                weights = self.weights
            else:
                self.weights = weights = self.construct_weights()
            y = self.forward(x, weights)
            fast = dict(zip(weights.keys(), [w - 0.1 * w for w in weights.values()]))
            return y + self.forward(x, fast)


def forward(x):
    return MAML([3, 4, 2]).run(x)
