"""A small U-shaped network whose blocks are functions inside the one that builds it."""
import tensorflow as tf


def unet(images, base=2, depth=2, norm=True, out_channels=1, scope="unet"):
    """Down `depth` times, and up again.

    Args:
      images: 4D tensor.
      base: channels of the first level.
      norm: whether to normalize.
    """
    act = tf.nn.elu

    def filters(level):
        return min(base * 2 ** level, 6)

    # Convolution, normalization, activation.
    def block(x, level, name):
        channels = filters(level)  # never many
        with tf.variable_scope(name):
            w = tf.get_variable("w", [3, 3, x.shape[-1].value, channels])
            x = tf.nn.conv2d(x, w, [1, 1, 1, 1], "SAME")
            if norm:
                gain = tf.get_variable("gain", [channels], initializer=tf.ones_initializer())
                x = x * gain
            return act(x)

    def twice(x, level, prefix):
        """Two blocks."""
        for i in range(2):
            x = block(x, level, "%s_%d" % (prefix, i))
        return x

    with tf.variable_scope(scope):
        skips = []
        x = images
        for level in range(depth):
            with tf.variable_scope("down_%d" % level):
                x = twice(x, level, "block")
                skips.append(x)
                x = tf.nn.avg_pool(x, [1, 2, 2, 1], [1, 2, 2, 1], "SAME")
        x = twice(x, depth, "bottom")
        for level in reversed(range(depth)):
            height, width = skips[level].get_shape().as_list()[1:3]
            x = tf.image.resize_nearest_neighbor(x, (height, width))
            with tf.variable_scope("up_%d" % level):
                x = twice(tf.concat([x, skips[level]], -1), level, "block")

        # The last map has no activation.
        project = lambda x: tf.layers.conv2d(x, out_channels, 1, name="project")
        return project(x)


def heads(x, sizes, shared=False):
    """One output per size; the last hidden layer may be shared."""
    with tf.variable_scope("heads"):
        hidden = tf.layers.dense(x, 5, tf.nn.tanh, name="hidden")

        def head(units, name):
            with tf.variable_scope(name, reuse=tf.AUTO_REUSE):
                h = hidden if shared else tf.layers.dense(hidden, 3, tf.nn.relu, name="own")
                return tf.layers.dense(h, units, name="out")

        outputs = [head(size, "head_%d" % i) for i, size in enumerate(sizes)]
        return tf.concat(outputs, -1) + head(1, "offset")


def gated(x, flip):
    """The name means something else at each call."""
    with tf.variable_scope("gated"):
        scale = 2.0

        def gate(h, name):
            return scale * tf.layers.dense(h, 3, tf.sigmoid, name=name)

        a = gate(x, "a")
        scale = 0.5
        b = gate(x, "b")
        return a - b if flip else tf.layers.dense(b, 3, name="last") + a


def gated_again(x):
    with tf.variable_scope("again"):
        return gated(x, flip=False)


def forward(images):
    x = tf.reshape(unet(images), [-1, 16])
    y = heads(x, [2, 1])
    with tf.variable_scope("shared"):
        z = heads(x, sizes=[1], shared=True)
    return gated(y, True) + gated_again(z), y
