import tensorflow as tf


def net(x, spec):
    with tf.variable_scope("net"):
        for i, part in enumerate(spec.split(",")):
            kind, _, size = part.partition(":")
            if kind == "d":
                x = tf.layers.dense(x, int(size), name="%s%d" % (kind, i))
            else:
                x = tf.nn.relu(x)
        return x


def forward(x):
    return net(x, "d:4,r:,d:3")
