"""Networks written as one function, a scope per layer, where each layer asks what the one before it gave."""
import tensorflow as tf


def weight(name, shape, stddev=0.1):
    return tf.get_variable(name, shape, initializer=tf.truncated_normal_initializer(stddev=stddev))


def classifier(images, n_classes, keep_prob=1.0, reuse=False):
    """Two convolutions and two maps."""
    with tf.variable_scope("classifier", reuse=reuse):
        # Edges
        with tf.variable_scope("conv1") as scope:
            kernel = weight("weights", [3, 3, images.shape[-1].value, 4])
            biases = tf.get_variable("biases", [4], initializer=tf.constant_initializer(0.1))
            conv1 = tf.nn.conv2d(images, kernel, [1, 1, 1, 1], "SAME")
            conv1 = tf.nn.relu(conv1 + biases, name=scope.name)
        pool1 = tf.nn.max_pool(conv1, [1, 2, 2, 1], [1, 2, 2, 1], "SAME")
        with tf.variable_scope("conv2") as scope:
            kernel = weight("weights", [3, 3, pool1.get_shape()[3], 3])
            biases = tf.get_variable("biases", [3], initializer=tf.constant_initializer(0.1))
            conv2 = tf.nn.conv2d(pool1, kernel, [1, 1, 1, 1], "SAME")
            conv2 = tf.nn.relu(conv2 + biases, name=scope.name)
        hidden = tf.reshape(conv2, [-1, 12])
        with tf.variable_scope("local"):
            # Wide enough
            w = weight("weights", [hidden.get_shape()[1].value, 5], stddev=0.04)
            hidden = tf.nn.dropout(tf.matmul(hidden, w), keep_prob)
        with tf.variable_scope("softmax_linear"):
            w = weight("weights", [hidden.shape[1].value, n_classes])
            logits = tf.matmul(hidden, w)
        return logits, hidden


def tower(x, sizes, residual=True):
    """Widths that change from layer to layer."""
    with tf.variable_scope("tower"):
        for i, size in enumerate(sizes):
            with tf.variable_scope("layer_%d" % i):
                before = x
                w = tf.get_variable("w", [x.shape[-1].value, size])
                b = tf.get_variable("b", [size], initializer=tf.zeros_initializer())
                x = tf.tanh(tf.matmul(x, w) + b)
                if residual and before.shape[-1].value == size:
                    x = x + before
        return x


def attend(q, k, name="attend"):
    """Each side has its own map, under a name made of the function's."""
    with tf.variable_scope(name):
        with tf.variable_scope("query"):
            w = tf.get_variable("w", [q.shape[-1].value, 3])
            q = tf.tensordot(q, w, 1)
        with tf.variable_scope("key"):
            w = tf.get_variable("w", [k.shape[-1].value, 3])
            k = tf.tensordot(k, w, 1)
        return tf.nn.softmax(tf.reduce_sum(q * k, -1))


def convolve(images, filters, size, scope_name):
    with tf.variable_scope(scope_name, reuse=tf.AUTO_REUSE) as scope:
        kernel = tf.get_variable("kernel", [size, size, images.shape[-1], filters])
        biases = tf.get_variable("biases", [filters], initializer=tf.random_normal_initializer())
        conv = tf.nn.conv2d(images, kernel, strides=[1, 1, 1, 1], padding="SAME")
    # Called after its scope
    return tf.nn.relu(conv + biases, name=scope.name)


def stacked(images):
    with tf.variable_scope("wide") as scope:
        wide = tf.layers.conv2d(images, 2, 3, padding="same", name="conv")
    wide = tf.nn.relu(wide, name=scope.name)
    with tf.variable_scope("narrow") as scope:
        narrow = tf.layers.conv2d(wide, 1, 3, padding="same", name="conv")
    return tf.nn.relu(narrow, name=scope.name)


def collected(x, depth):
    """What is in the scope grows a list outside it: that is no function of its own."""
    outs = []
    with tf.variable_scope("collected"):
        for i in range(depth):
            with tf.variable_scope("step%d" % i):
                x = x * tf.get_variable("gain", [x.shape[-1].value])
                outs.append(x)
        return tf.add_n(outs)


def until(x, depth):
    """The scope's body leaves the loop."""
    with tf.variable_scope("until"):
        for i in range(depth):
            with tf.variable_scope("step_%d" % i):
                x = x * tf.get_variable("gain", [x.shape[-1].value])
                if i > 0:
                    break
        return x


def forward(images):
    images = stacked(convolve(convolve(images, 3, 3, "first"), 1, 1, "second")) + images
    logits, hidden = classifier(images, 4)
    again, _ = classifier(images * 0.5, 4, reuse=True)
    x = tower(logits + again, [6, 6, 3])
    return x, attend(tf.expand_dims(x, 1), tf.expand_dims(hidden, 1))


def everything(images):
    x, a = forward(images)
    return until(collected(x, 2), 3), a
