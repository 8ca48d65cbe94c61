import tensorflow as tf


def ln(inputs, epsilon=1e-8, scope="ln"):
    with tf.variable_scope(scope, reuse=tf.AUTO_REUSE):
        params_shape = inputs.get_shape()[-1:]
        mean, variance = tf.nn.moments(inputs, [-1], keep_dims=True)
        beta = tf.get_variable("beta", params_shape, initializer=tf.zeros_initializer())
        gamma = tf.get_variable("gamma", params_shape, initializer=tf.ones_initializer())
        return gamma * (inputs - mean) / ((variance + epsilon) ** 0.5) + beta


def multihead(q, k, v, num_heads=2, scope="multihead_attention"):
    d_model = q.get_shape().as_list()[-1]
    with tf.variable_scope(scope, reuse=tf.AUTO_REUSE):
        Q = tf.layers.dense(q, d_model, use_bias=True)
        K = tf.layers.dense(k, d_model, use_bias=True)
        V = tf.layers.dense(v, d_model, use_bias=True)
        Q_ = tf.concat(tf.split(Q, num_heads, axis=2), axis=0)
        K_ = tf.concat(tf.split(K, num_heads, axis=2), axis=0)
        V_ = tf.concat(tf.split(V, num_heads, axis=2), axis=0)
        outputs = tf.matmul(tf.nn.softmax(tf.matmul(Q_, tf.transpose(K_, [0, 2, 1]))), V_)
        outputs = tf.concat(tf.split(outputs, num_heads, axis=0), axis=2)
        outputs += q
        return ln(outputs)


def ff(inputs, num_units, scope="positionwise"):
    with tf.variable_scope(scope, reuse=tf.AUTO_REUSE):
        outputs = tf.layers.dense(inputs, num_units[0], activation=tf.nn.relu)
        outputs = tf.layers.dense(outputs, num_units[1])
        outputs += inputs
        return ln(outputs)


class Transformer(object):
    def __init__(self, blocks, d):
        self.blocks = blocks
        self.d = d

    def encode(self, x):
        with tf.variable_scope("encoder", reuse=tf.AUTO_REUSE):
            enc = tf.layers.dense(x, self.d, name="emb")
            for i in range(self.blocks):
                with tf.variable_scope("num_blocks_{}".format(i), reuse=tf.AUTO_REUSE):
                    enc = multihead(enc, enc, enc)
                    enc = ff(enc, [6, self.d])
        return enc

    def decode(self, memory):
        with tf.variable_scope("decoder", reuse=tf.AUTO_REUSE):
            dec = memory * 0.5
            for i in range(1):
                with tf.variable_scope("num_blocks_{}".format(i), reuse=tf.AUTO_REUSE):
                    dec = multihead(dec, dec, dec, scope="self_attention")
                    dec = multihead(dec, memory, memory, scope="vanilla_attention")
                    dec = ff(dec, [6, self.d])
        return dec


def forward(x):
    m = Transformer(1, 4)
    return tf.reduce_sum(m.decode(m.encode(tf.expand_dims(x, 1))), 1)
