import tensorflow as tf

import nets


def model(x, scope="head"):
    with nets.variable_scope(scope):
        return nets.Dense(2, scope="logits")(tf.nn.relu(x))
