"""Parts that stay beside parts that become layers."""
import tensorflow as tf

from objects import Encoder, rescaled, scaled_twice


def scaled(x, scope="scaled", decay=None):
    """Stays: nobody knows how long its loop is."""
    regularizer = None if decay is None else tf.contrib.layers.l2_regularizer(decay)
    with tf.variable_scope(scope):
        n = x.shape[-1].value
        i = 0
        while i < 2:
            g = tf.get_variable("gamma_%d" % i, [n], initializer=tf.ones_initializer(), regularizer=regularizer)
            x = x * g
            i += 1
        mean = tf.get_variable("moving", [n], trainable=False, initializer=tf.zeros_initializer())
        return x - mean


def normed(x, *options):
    """Stays: nobody knows what it is given."""
    training = options[0] if options else False
    return tf.layers.batch_normalization(x, training=training, name="bn", momentum=0.9)


def counting(x):
    """Stays, and TF 1 numbers what it makes where it is called."""
    i = 0
    while i < 2:
        x = tf.layers.dense(x, 4)
        i += 1
    return x


def shares(x):
    """Stays, and shares by itself."""
    with tf.variable_scope("shares", reuse=tf.AUTO_REUSE):
        i = 0
        while i < 2:
            x = tf.layers.dense(x, x.shape[-1].value, name="dense")
            i += 1
        return x


def looks(x):
    """Stays: it looks at what there is."""
    with tf.variable_scope("looks"):
        scale = tf.get_variable("scale", [], initializer=tf.ones_initializer())
        there = [v for v in tf.trainable_variables() if v.op.name.endswith("scale")]
        return x * tf.reduce_sum(tf.ones([len(there[-1:])])) * scale


def noted(x, points, scope):
    """Stays, and notes what it makes where it is told to."""
    with tf.variable_scope(scope):
        i = 0
        while i < 2:
            x = x + tf.get_variable("beta_%d" % i, [x.shape[-1].value], initializer=tf.zeros_initializer())
            points["%s_%d" % (scope, i)] = x
            i += 1
        return x


def block(x, units, scope, training=False):
    """A dense layer, what stays, and another one."""
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, units, name="first")
        h = scaled(h, decay=0.01)  # with a regularizer
        h = tf.nn.relu(h)
        # the second half
        h = tf.layers.dense(h, units, name="second")
        h = normed(h, training)
        return scaled(h, scope="scaled_2")


def tower(x, depth):
    """Turn by turn."""
    with tf.variable_scope("tower"):
        for i in range(depth):
            x = tf.layers.dense(x, 4, name="dense_%d" % i)
            x = scaled(x, scope="norm_%d" % i)
        return tf.layers.dense(x, 3, name="last")


def optional(x, **options):
    """Hands on what it is given to what stays, which takes nothing that says whether to share."""
    with tf.variable_scope("optional"):
        h = tf.layers.dense(x, 4, name="dense")
        return scaled(h, **options)


def weighted(x):
    """Opens no scope."""
    w = tf.get_variable("w", [x.shape[-1].value, 3])
    return scaled(tf.matmul(x, w), "after")


def branches(x, deep, norm="scaled"):
    with tf.variable_scope("branches"):
        if norm == "scaled":
            x = scaled(x, "norm_in")
        elif norm == "batch":
            x = normed(x)
        x = tf.layers.dense(x, 3, name="dense")
        if deep:
            with tf.variable_scope("deep"):
                x = scaled(x)
                x = tf.layers.dense(x, 3)
        return x


def twice(x, scope, reuse=None):
    with tf.variable_scope(scope, reuse=reuse):
        h = tf.layers.dense(x, 3, name="only")
        return scaled(h)


def siamese(x):
    """The same weights for both."""
    with tf.variable_scope("siamese"):
        left = twice(x, "net")
        right = twice(2.0 * x, "net", reuse=True)
    return left - right


def again(x):
    with tf.variable_scope("again", reuse=tf.AUTO_REUSE):
        x = twice(x, "net")
        return twice(x, "net")


def counted_first(x):
    """What is counted comes before all of its own, which has names."""
    with tf.variable_scope("counted"):
        h = counting(x)
        return tf.layers.dense(h, 3, name="last")


def counted_after(x):
    """What is counted comes behind a layer with such a name."""
    with tf.variable_scope("counted_after"):
        h = tf.layers.dense(x, 3, name="dense")
        return counting(h)


def late_weight(x):
    """Its own weight comes last."""
    with tf.variable_scope("late"):
        h = scaled(x)
        w = tf.get_variable("w", [x.shape[-1].value, 3])
        return tf.matmul(h, w)


def with_points(x):
    """Gives what others have noted, too."""
    points = {}
    with tf.variable_scope("with_points"):
        h = tf.layers.dense(x, 3, name="first")
        h = noted(h, points, "a")
        h = tf.layers.dense(tf.nn.relu(h), 3, name="second")
        points["last"] = noted(h, points, "b")
    return points


def beside_shares(x):
    h = tf.layers.dense(x, 3, name="beside")
    return shares(h)


def beside_looks(x, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="beside")
        return looks(h)


def forward(x):
    with tf.variable_scope("model"):
        y = block(x, 4, "one")
        y = block(y, 5, "two")
        y = tower(y, 3)
        with tf.variable_scope("end"):
            y = weighted(y)
        y = branches(y, True)
        y += siamese(x) + counted_first(x)
        y += tf.reduce_sum(optional(x, decay=0.02), 1, keepdims=True)
        y += rescaled(x, 4, 3) + scaled_twice(x, "twice")
        encoder = Encoder(4, 2)
        y += encoder.encode(x)
        y += tf.reduce_sum(late_weight(y), 1, keepdims=True)
        points = with_points(y)
        y += tf.reduce_sum(points["a_0"] * points["last"], 1, keepdims=True)
        return y + again(x) + again(y)


def rest(x):
    y = counted_after(x)
    with tf.variable_scope("some"):
        y += beside_shares(x)
    return y + beside_looks(x, "a") + beside_looks(x, "b")
