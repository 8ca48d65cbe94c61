import tensorflow as tf


class Siamese(object):
    def __init__(self, x1, x2):
        self.x1 = x1
        self.x2 = x2
        with tf.variable_scope("siamese") as scope:
            self.o1 = self.network(self.x1)
            scope.reuse_variables()
            self.o2 = self.network(self.x2)
        self.loss = self.contrastive()

    def network(self, x):
        fc1 = self.fc_layer(x, 6, "fc1")
        ac1 = tf.nn.relu(fc1)
        fc2 = self.fc_layer(ac1, 4, "fc2")
        ac2 = tf.nn.relu(fc2)
        return self.fc_layer(ac2, 2, "fc3")

    def fc_layer(self, bottom, n_weight, name):
        assert len(bottom.get_shape()) == 2
        n_prev = bottom.get_shape()[1]
        W = tf.get_variable(name + "W", dtype=tf.float32, shape=[n_prev, n_weight],
                            initializer=tf.truncated_normal_initializer(stddev=0.01))
        b = tf.get_variable(name + "b", dtype=tf.float32,
                            initializer=tf.constant(0.01, shape=[n_weight], dtype=tf.float32))
        return tf.nn.bias_add(tf.matmul(bottom, W), b)

    def contrastive(self):
        return tf.reduce_sum(tf.square(self.o1 - self.o2), 1, keepdims=True)


def forward(x):
    s = Siamese(x, x * 2.0)
    return s.o1 + s.loss
