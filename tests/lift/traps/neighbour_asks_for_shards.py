import tensorflow as tf
from tensorflow.contrib.tpu.python.tpu import tpu_function


def standardized(x, sharded=None, parts=("mean", "variance")):
    """Stays (names in a parameter); what it asks of a TPU is an operation of the model and drives no program."""
    if sharded is None:
        sharded = False
    if sharded:
        x = x / tpu_function.get_tpu_context().number_of_shards
    made = []
    for part in parts:
        name = part if len(part) > 4 else "moving/" + part
        made.append(tf.get_variable(name, [x.shape[-1].value], trainable=False))
    return x * made[0] + made[1]


def norm(x, name="norm"):
    with tf.variable_scope(name, values=[x]):
        out = standardized(x)
        gamma = tf.get_variable("gamma", [x.shape[-1].value])
        return out * gamma


def forward(x):
    x = norm(tf.layers.dense(x, 3))
    return norm(tf.layers.dense(x, 4), name="again")
