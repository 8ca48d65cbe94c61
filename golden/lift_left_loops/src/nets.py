"""Networks whose loops are left, or skip turns, as their settings say."""
import tensorflow as tf


def pyramid(images, sizes, last="stage_2", scope=None):
    """Stages of a pyramid up to `last`, and what each of them gives."""
    end_points = {}
    with tf.variable_scope(scope or "pyramid"):
        net = images
        for i, size in enumerate(sizes):
            end_point = "stage_%d" % i
            net = tf.layers.conv2d(net, size, 3, padding="same", activation=tf.nn.relu, name=end_point)
            end_points[end_point] = net
            if end_point == last:
                return net, end_points
    raise ValueError("Unknown end point %s" % last)


def stem(net, final_endpoint="mixed"):
    """A stem with names that one variable holds in turn."""
    end_points = {}
    with tf.variable_scope("stem"):
        end_point = "conv_1a"
        net = tf.layers.conv2d(net, 3, 3, name=end_point)
        end_points[end_point] = net
        if end_point == final_endpoint:
            return net, end_points

        end_point = "conv_2a"
        net = tf.layers.conv2d(net, 4, 1, name=end_point)
        end_points[end_point] = net
        if end_point == final_endpoint:
            return net, end_points

        end_point = "mixed"
        with tf.variable_scope(end_point):
            left = tf.layers.conv2d(net, 2, 1, name="left")
            right = tf.layers.conv2d(net, 2, 1, name="right")
            net = tf.concat([left, right], 3)
        end_points[end_point] = net
    return net, end_points


def tower(x, sizes, stop_at):
    """Pairs of layers; the last turn makes only the first of its pair."""
    with tf.variable_scope("tower"):
        for i, size in enumerate(sizes):
            x = tf.layers.dense(x, size, name="in_%d" % i)
            if i == stop_at:
                break
            x = tf.layers.dense(tf.nn.relu(x), size + 1, name="out_%d" % i)
    return x


def trimmed(x, sizes):
    """Layers until a width is enough."""
    with tf.variable_scope("trimmed"):
        for size in sizes:
            x = tf.layers.dense(x, size, name="dense_of_%d" % size)
            if size > 4:
                break
    return x


def sparse_stack(x, sizes, frozen=()):
    """Turns that have no layer are skipped."""
    with tf.variable_scope("sparse_stack"):
        for i, size in enumerate(sizes):
            # those keep what they had
            if i in frozen:
                continue
            with tf.variable_scope("layer_%d" % i):
                w = tf.get_variable("w", [x.shape[-1].value, size], initializer=tf.random_normal_initializer(stddev=0.1))
                x = tf.tanh(tf.matmul(x, w))
    return x


def marked(x, sizes, plain):
    """One kind of turn does something else instead."""
    with tf.variable_scope("marked"):
        for i, size in enumerate(sizes):
            if i == plain:
                x = tf.nn.relu(x)
                continue
            x = tf.layers.dense(x, size, name="fc%d" % i)
    return x


def fitting(x, sizes, limit):
    """The first width that is small enough, or the default."""
    for size in sizes:
        if size <= limit:
            units = size
            break
    else:
        units = 7
    with tf.variable_scope("fitting"):
        return tf.layers.dense(x, units, name="fc")


def doubled(x, limit):
    """Widths are doubled up to a limit."""
    units = 1
    while units < limit:
        units *= 2
    with tf.variable_scope("doubled"):
        return tf.layers.dense(x, units, name="fc")


def counted(x, size):
    """A width, or a list of them."""
    try:
        units = int(size)
    except TypeError:
        units = len(size)
    with tf.variable_scope("counted"):
        return tf.layers.dense(x, units, name="fc")


def last_even(x, sizes):
    """The last even width."""
    units = 1
    for size in sizes:
        if size % 2:
            continue
        units = size
    with tf.variable_scope("last_even"):
        return tf.layers.dense(x, units, name="fc")


def unnamed_until(x, sizes, stop_at):
    """TF1 counts these layers, and so the one after the loop."""
    with tf.variable_scope("unnamed_until"):
        for i, size in enumerate(sizes):
            x = tf.layers.dense(x, size)
            if i == stop_at:
                break
        return tf.layers.dense(x, 2)


def uncounted(x, sizes, stop):
    """Where the last turn ends is told by nothing that counts."""
    with tf.variable_scope("uncounted"):
        for size in sizes:
            x = tf.layers.dense(x, size, name="in_of_%d" % size)
            if size == stop:
                break
            x = tf.layers.dense(x, size, name="out_of_%d" % size)
    return x


def guarded(x, size):
    """What fails is no number."""
    try:
        x = tf.reshape(x, [2, size])
        units = int(size)
    except TypeError:
        units = len(size)
    with tf.variable_scope("guarded"):
        return tf.layers.dense(x, units, name="fc")


def forward(images, x):
    top, end_points = pyramid(images, [2, 3, 4, 5])
    low, more = stem(images, final_endpoint="conv_2a")
    with tf.variable_scope("whole"):
        whole, _ = stem(images)
    widths = [3, 4, 5, 6]
    return [
        [top, sorted(end_points), low, sorted(more), whole],
        [tower(x, widths, 2), trimmed(x, widths), sparse_stack(x, widths, frozen=[1, 2])],
        [marked(x, widths, 1), fitting(x, [9, 5, 4], 6), doubled(x, 5), counted(x, [1, 2, 3]), last_even(x, widths)],
        [unnamed_until(x, widths, 1), uncounted(x, widths, 5), guarded(x, 4)],
    ]
