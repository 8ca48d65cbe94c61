import tensorflow as tf


def net(x, log):
    with tf.variable_scope("net"):
        log.append("start")
        x = tf.layers.dense(x, 3)
        log.append(x.shape[-1].value)
        return x


def forward(x):
    log = []
    x = net(x, log)
    return x * len(log)
