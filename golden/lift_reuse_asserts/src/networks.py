import tensorflow as tf


def instance_norm(x, name="instance_norm"):
    with tf.variable_scope(name):
        depth = x.get_shape()[3]
        scale = tf.get_variable("scale", [depth], initializer=tf.random_normal_initializer(1.0, 0.02))
        offset = tf.get_variable("offset", [depth], initializer=tf.constant_initializer(0.0))
        mean, variance = tf.nn.moments(x, axes=[1, 2], keep_dims=True)
        return scale * (x - mean) * tf.rsqrt(variance + 1e-5) + offset


def conv2d(x, filters, size=3, stride=2, name="conv2d"):
    with tf.variable_scope(name):
        init = tf.truncated_normal_initializer(stddev=0.02)
        return tf.layers.conv2d(x, filters, size, stride, "same", use_bias=False, kernel_initializer=init, name="conv")


def discriminator(image, options, reuse=False, name="discriminator"):
    """Says of every patch whether it is real."""
    with tf.variable_scope(name):
        # the image is (8 x 8 x 3)
        if reuse:
            tf.get_variable_scope().reuse_variables()
        else:
            assert tf.get_variable_scope().reuse is False

        h0 = tf.nn.leaky_relu(conv2d(image, options.df_dim, name="h0_conv"))
        # h0 is (4 x 4 x df_dim)
        h1 = tf.nn.leaky_relu(instance_norm(conv2d(h0, options.df_dim * 2, name="h1_conv"), "bn1"))
        # h1 is (2 x 2 x df_dim * 2)
        return conv2d(h1, 1, stride=1, name="pred")


def generator(image, options, reuse=False, name="generator"):
    with tf.variable_scope(name) as scope:
        if reuse:
            scope.reuse_variables()
        else:
            assert scope.reuse == False

        def residual(x, filters, name):
            y = tf.nn.relu(instance_norm(conv2d(x, filters, stride=1, name=name + "_c1"), name + "_bn1"))
            return x + instance_norm(conv2d(y, filters, stride=1, name=name + "_c2"), name + "_bn2")

        x = tf.nn.relu(instance_norm(conv2d(image, options.gf_dim, stride=1, name="e1"), "e1_bn"))
        r1 = residual(x, options.gf_dim, name="r1")
        r2 = residual(r1, options.gf_dim, name="r2")
        for i in range(options.blocks):
            r2 = residual(r2, options.gf_dim, "t%d" % i)
        return tf.nn.tanh(conv2d(r2, options.output_c_dim, stride=1, name="pred"))


class Critic(object):
    """One number per image; the object knows whether it was called before."""

    def __init__(self, width, name="critic"):
        self.name = name
        self.width = width
        self.reuse = False

    def __call__(self, image):
        with tf.variable_scope(self.name):
            if self.reuse:
                tf.get_variable_scope().reuse_variables()
            else:
                assert tf.get_variable_scope().reuse is False
                self.reuse = True
            x = tf.layers.dense(tf.layers.flatten(image), self.width, tf.nn.relu, name="d0")
            return tf.layers.dense(x, 1, name="d1")
