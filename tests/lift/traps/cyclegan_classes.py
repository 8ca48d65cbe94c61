import tensorflow as tf


def instance_norm(x, reuse=False, name="in"):
    with tf.variable_scope(name, reuse=reuse):
        depth = x.get_shape()[1]
        scale = tf.get_variable("scale", [depth], initializer=tf.random_normal_initializer(1.0, 0.02, dtype=tf.float32))
        offset = tf.get_variable("offset", [depth], initializer=tf.constant_initializer(0.0))
        mean, variance = tf.nn.moments(x, axes=[1], keep_dims=True)
        return scale * (x - mean) * tf.rsqrt(variance + 1e-5) + offset


def c7s1(x, k, reuse=False, norm="instance", name=None):
    with tf.variable_scope(name, reuse=reuse):
        w = tf.get_variable("weights", [x.get_shape()[1], k])
        y = tf.matmul(x, w)
        if norm == "instance":
            y = instance_norm(y, reuse)
        return tf.nn.relu(y)


def n_res_blocks(x, reuse, n=2):
    for i in range(1, n + 1):
        y = c7s1(x, x.get_shape()[1], reuse, name="R{}_{}".format(x.get_shape()[1], i))
        x = x + y
    return x


class Generator(object):
    def __init__(self, name, ngf=4):
        self.name = name
        self.reuse = False
        self.ngf = ngf

    def __call__(self, x):
        with tf.variable_scope(self.name):
            a = c7s1(x, self.ngf, reuse=self.reuse, name="c7s1_32")
            r = n_res_blocks(a, reuse=self.reuse)
            out = c7s1(r, 3, norm=None, reuse=self.reuse, name="out")
        self.reuse = True
        self.variables = tf.get_collection(tf.GraphKeys.TRAINABLE_VARIABLES, scope=self.name)
        return out

    def sample(self, x):
        return self.__call__(x) * 0.5


def forward(x):
    G = Generator("G")
    F = Generator("F")
    return F(G(x)) + G(F(x)) + G.sample(x) + float(len(G.variables))
