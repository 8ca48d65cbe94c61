import tensorflow as tf
from tensorflow.contrib.framework import add_arg_scope, arg_scope


@add_arg_scope
def scaled(x, name, scale=1.0):
    with tf.variable_scope(name):
        return x * tf.get_variable("w", [3]) * scale


def codec():
    def encoder(x):
        return scaled(x, "a")

    def decoder(x):
        with tf.variable_scope("decoder"):
            return scaled(tf.layers.dense(x, 3, name="fc"), "b")

    return encoder, decoder


def both(x, run):
    """Runs `run`, which runs what `codec` gave."""
    one = run(x)
    with arg_scope([scaled], scale=3.0):
        two = run(x, reuse=True)
    return one + two


def forward(x):
    encoder, decoder = codec()

    def run(x, reuse=False):
        with tf.variable_scope("model", reuse=reuse):
            return decoder(encoder(x))

    return both(x, run)
