import tensorflow as tf


def sooner_behind(x):
    """The first layer is made late, the second one is not."""
    y = tf.layers.dense(x, x.shape.as_list()[-1])
    return tf.layers.dense(y, 3)


def one_of_each_turn(x):
    for n in (3, 4):
        x = tf.layers.dense(x, n)
        x = tf.layers.dense(x, x.shape.as_list()[-1] - 1)
    return x


def in_arms(x, square):
    if square:
        x = tf.layers.dense(x, x.shape.as_list()[-1])
    else:
        x = tf.layers.dense(x, 3)
    return x


def behind_arms(x, square):
    return tf.layers.dense(in_arms(x, square), 3)


def forward(x):
    with tf.variable_scope("a"):
        x = sooner_behind(sooner_behind(x))
    x = one_of_each_turn(x)
    x = one_of_each_turn(x)
    x = in_arms(x, True) + in_arms(x[:, :3], False)
    return behind_arms(x, False) + behind_arms(x, True)
