import tensorflow as tf


def net(x, hp):
    with tf.variable_scope(hp["scope"]):
        x = tf.layers.dense(x, hp["units"])
        hp["units"] += 1
        return tf.layers.dense(x, hp["units"])


def forward(x):
    hp = {"scope": "a", "units": 3}
    x = net(x, hp)
    hp["scope"] = "b"
    return net(x, hp)
