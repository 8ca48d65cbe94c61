import tensorflow as tf


def dense(x, units, name):
    with tf.variable_scope(name):
        return tf.matmul(x, tf.get_variable("w", [x.shape[-1].value, units]))


def synth(x, depth=3, gain=1.0):
    def epilogue(h, index):
        """Stays, and reads what the function around it is given."""
        left = 1 + index % 2
        while left > 0:
            h = h * tf.get_variable("scale%d" % left, [h.shape[-1].value])
            left -= 1
        return gain * h + index

    with tf.variable_scope("first"):
        x = epilogue(dense(x, 4, "dense"), 0)

    def block(index, x):
        with tf.variable_scope("block%d" % index):
            with tf.variable_scope("up"):
                x = epilogue(tf.abs(dense(x, 4, "dense")), index * 2)
            with tf.variable_scope("conv"):
                x = epilogue(dense(x, 4, "dense"), index * 2 + 1)
            return x

    for index in range(1, depth):
        x = block(index, x)
    return x


def forward(x):
    with tf.variable_scope("net"):
        y = synth(x)
    with tf.variable_scope("net", reuse=True):
        z = synth(x, gain=0.5)
    with tf.variable_scope("other"):
        return y - z + synth(x, depth=2, gain=2.0)
