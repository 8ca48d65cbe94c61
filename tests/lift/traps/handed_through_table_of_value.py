import tensorflow as tf


def scale(x):
    with tf.variable_scope("scale"):
        return x * tf.reduce_sum(tf.convert_to_tensor(tf.get_variable("s", [4, 3])), 0)


TABLE = {"scale": scale}


def chosen(x):
    return TABLE["scale"](x) + tf.get_variable("b", [3])


def run(net, x):
    with tf.variable_scope("run", partitioner=tf.fixed_size_partitioner(2)):
        return net(x)


def forward(x):
    return run(chosen, x)
