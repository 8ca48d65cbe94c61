import tensorflow as tf


def net(x, hp):
    hp = dict(hp)
    hp["units"] += 1
    with tf.variable_scope(hp["scope"]):
        return tf.layers.dense(x, hp["units"])


def forward(x):
    hp = {"scope": "a", "units": 3}
    x = net(x, hp)
    hp = dict(hp, scope="b")
    return net(x, hp)
