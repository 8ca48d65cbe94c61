import tensorflow as tf

SIZES = [4, 3]


def cell(x, units, scope):
    with tf.variable_scope(scope):
        w = tf.get_variable("w", [x.shape[-1].value, units])
        return tf.tanh(tf.matmul(x, w))


def by_range(x, depth, start=0):
    """Names count from `start`."""
    with tf.variable_scope("by_range"):
        for i in range(start, depth + start):
            x = x + cell(x, x.shape[-1].value, "layer_%d" % i)
        return x


def by_list(x, sizes):
    with tf.variable_scope("by_list"):
        for i, size in enumerate(sizes):
            with tf.variable_scope("layer" + str(i)):
                w = tf.get_variable("w", [x.shape[-1].value, size])
                b = tf.get_variable("b", [size], initializer=tf.zeros_initializer())
                x = tf.nn.relu(tf.matmul(x, w) + b)  # grows or shrinks
        return x


def by_pairs(x):
    with tf.variable_scope("by_pairs"):
        outputs = []
        for (name, units), factor in zip([("left", 2), ("right", 3)], (0.5, 2.0)):
            outputs.append(factor * cell(x, units, "{}_{}".format(name, units)))
        return tf.concat(outputs, axis=-1)


def nested(x, groups, depth):
    for g in range(groups):
        with tf.variable_scope(f"group{g}"):
            for d in reversed(range(depth)):
                x = cell(x, 4, scope=f"unit_{d}")
    return x


def comprehended(x, heads):
    with tf.variable_scope("heads"):
        return tf.add_n([cell(x, 2, "head%d" % h) for h in range(heads)])


def forward(x):
    x = by_range(x, 2, start=1)
    x = by_list(x, SIZES)
    x = by_pairs(x)
    x = nested(x, 2, 2)
    x = by_range_of_nothing(x)
    named = by_name(x)
    return [comprehended(x, heads=3), named["right"], summed(x, 2)]


def by_name(x):
    """A dictionary of heads, and those of what comes out of them."""
    with tf.variable_scope("by_name"):
        hidden = {n: cell(x, 2, n) for n in ("left", "right")}
        pairs = dict((n, cell(hidden[n], 1, "%s_%d" % (n, i))) for i, n in enumerate(("left", "right")))
        return {n: tf.concat([h, pairs[n]], 1) for n, h in hidden.items()}


def summed(x, depth):
    with tf.variable_scope("summed"):
        i = depth - 1
        total = sum(cell(x, 2, "term_%d" % i) for i in range(depth))
        for y in [cell(total, 2, "pair_%d_%d" % (i, j)) for i in range(depth) if i for j in range(2)]:
            total = total * y
        return total * float(i)


def by_range_of_nothing(x, depth=0):
    for i in range(depth):
        x = cell(x, 4, "nothing_%d" % i)
    return x
