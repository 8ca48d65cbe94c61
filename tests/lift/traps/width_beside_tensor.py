import tensorflow as tf


def fc(inp, num_out, name, relu=True):
    with tf.variable_scope(name):
        shape = inp.get_shape()
        if shape.ndims == 4:
            dim = 1
            for d in shape[1:].as_list():
                dim *= int(d)
            flat = tf.reshape(inp, [-1, dim])
        else:
            flat, dim = (inp, shape[-1].value)
        w = tf.get_variable("w", shape=[dim, num_out])
        b = tf.get_variable("b", [num_out])
        out = tf.matmul(flat, w) + b
        return tf.nn.relu(out) if relu else out


def pick(inp, num_out):
    with tf.variable_scope("pick"):
        both = {"x": inp, "n": inp.shape[-1].value}
        w = tf.get_variable("w", [both["n"], num_out])
        return tf.matmul(both["x"], w)


def pairs(inp, num_out):
    with tf.variable_scope("pairs"):
        for i, (h, n) in enumerate([(inp, 3), (2 * inp, 3)]):
            w = tf.get_variable("w%d" % i, [n, num_out])
            out = tf.matmul(h, w)
        return out


def forward(x):
    x = fc(x, 3, "a")
    x = fc(x, 3, "b", relu=False)
    return pairs(pick(x, 3), 2)
