import tensorflow as tf


class HParams(object):
    def __init__(self, **kwargs):
        self.__dict__.update(kwargs)


class Gate(object):
    def __call__(self, x):
        return x * tf.layers.dense(x, 4, name="gate")


def net(x, hparams, scope="net"):
    with tf.variable_scope(scope):
        x = hparams.act(tf.layers.dense(x, hparams.units, name="fc"))
        return x * tf.get_variable("v", [1])


def forward(x):
    return net(x, HParams(units=4, act=tf.nn.relu)) * net(x, HParams(units=4, act=Gate()), "b")
