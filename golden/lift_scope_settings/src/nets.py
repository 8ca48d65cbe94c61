"""Parts of the model; what is not said here, the scopes around say."""
import tensorflow as tf


def embed(ids, vocab=7, dim=4):
    with tf.variable_scope("embed"):
        table = tf.get_variable("table", [vocab, dim])
        return tf.nn.embedding_lookup(table, ids)


def tower(x, depth=2):
    with tf.variable_scope("tower"):
        for i in range(depth):
            x = tf.layers.dense(x, 4, activation=tf.nn.tanh, name="dense_%d" % i)
        return x


def linear(x, units, scope):
    with tf.variable_scope(scope):
        w = tf.get_variable("w", [x.shape[-1].value, units])
        b = tf.get_variable("b", [units], initializer=tf.zeros_initializer())
        return tf.matmul(x, w) + b


def gated(x):
    """Its own variables stand around those of the layer it calls."""
    with tf.variable_scope("gated"):
        g = tf.get_variable("gain", [x.shape[-1].value], initializer=tf.ones_initializer())
        h = linear(x * g, 4, "inner")
        return h * tf.get_variable("scale", [4])


def encode(x):
    with tf.variable_scope("encoder"):
        cell = tf.nn.rnn_cell.BasicLSTMCell(4)
        outputs, state = tf.nn.dynamic_rnn(cell, x, dtype=tf.float32)
        return outputs, state.h


def decode(x, state):
    with tf.variable_scope("decoder"):
        cell = tf.nn.rnn_cell.GRUCell(4)
        outputs, _ = tf.nn.dynamic_rnn(cell, x, initial_state=state, dtype=tf.float32)
        return outputs


def normalized(x):
    with tf.variable_scope("normalized"):
        return tf.layers.batch_normalization(linear(x, 4, "fc"), name="bn")


def own_penalty(x):
    """A regularizer of its own takes the place of the scope's."""
    with tf.variable_scope("own_penalty"):
        w = tf.get_variable("w", [4, 4], regularizer=tf.contrib.layers.l1_regularizer(0.3))
        return tf.matmul(x, w) + tf.get_variable("b", [4])


def drawn(x):
    """Says which initializer it wants, and that is TF1's default one."""
    with tf.variable_scope("drawn"):
        w = tf.get_variable("w", [4, 4], initializer=tf.glorot_uniform_initializer())
        return tf.matmul(x, w)


def connected(x):
    return tf.contrib.layers.fully_connected(x, 4, scope="connected")


def counted(x):
    """`tf.Variable` takes nothing from scopes."""
    with tf.variable_scope("counted"):
        return x + tf.Variable(tf.zeros([4]), name="offset")


def penalized(x):
    """Two losses, its own and that of the scope."""
    l2 = tf.contrib.layers.l2_regularizer(0.2)
    return tf.layers.dense(x, 4, kernel_regularizer=l2, name="penalized")


def double(x):
    with tf.variable_scope("double"):
        return x * tf.cast(tf.get_variable("s", [4]), tf.float32)
