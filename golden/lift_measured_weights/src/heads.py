"""Networks whose weights are as wide as what comes out of a branch, a loop or a helper."""
import numpy as np
import tensorflow as tf


def get_weight(shape, gain=np.sqrt(2), name="weight"):
    std = gain / np.sqrt(np.prod(shape[:-1]))
    return tf.get_variable(name, shape=shape, initializer=tf.random_normal_initializer(0, std))


def dense(x, fmaps, gain=np.sqrt(2)):
    """Flattens what has more dimensions than a fully connected layer takes."""
    if len(x.shape) > 2:
        x = tf.reshape(x, [-1, np.prod([d.value for d in x.shape[1:]])])
    w = get_weight([x.shape[1].value, fmaps], gain)
    return tf.matmul(x, w)


def apply_bias(x):
    b = tf.get_variable("bias", shape=[x.shape[-1]], initializer=tf.zeros_initializer())
    return x + b


def encoder(images, use_pool=True, stages=2):
    """As many stages as are wanted, each twice as wide."""
    with tf.variable_scope("encoder"):
        net = images
        for i in range(stages):
            if use_pool and i > 0:
                net = tf.nn.max_pool(net, [1, 2, 2, 1], [1, 2, 2, 1], "SAME")
            # Twice as many channels as before
            filters = net.get_shape().as_list()[3] * 2
            kernel = tf.get_variable("kernel_%d" % i, [3, 3, net.shape[3].value, filters])
            net = tf.nn.conv2d(net, kernel, [1, 1, 1, 1], "SAME")
            net = tf.nn.relu(net)
        return net


def pooled(net, pooling="mean"):
    if pooling == "mean":
        return tf.reduce_mean(net, [1, 2])
    return tf.concat([tf.reduce_mean(net, [1, 2]), tf.reduce_max(net, [1, 2])], axis=-1)


def classifier(net, num_labels, keep_prob=1.0, pooling="both"):
    """The pooled features and a softmax on top, as a fine-tuned model has it."""
    output_layer = pooled(net, pooling)

    hidden_size = output_layer.shape[-1].value

    output_weights = tf.get_variable(
        "output_weights",
        [num_labels, hidden_size],
        initializer=tf.truncated_normal_initializer(stddev=0.02),
    )
    output_bias = tf.get_variable(
        "output_bias", [num_labels], initializer=tf.zeros_initializer()
    )

    with tf.variable_scope("loss"):
        output_layer = tf.nn.dropout(output_layer, keep_prob)
        logits = tf.matmul(output_layer, output_weights, transpose_b=True)
        logits = tf.nn.bias_add(logits, output_bias)
        return logits, tf.nn.log_softmax(logits)


def residual(x, wide):
    """The last map is as wide as what it is added to."""
    with tf.variable_scope("residual"):
        if wide:
            x = tf.concat([x, 2.0 * x], -1)
        h = tf.layers.dense(x, 7, activation=tf.nn.relu, name="inner")
        h = tf.layers.dense(h, x.shape[-1].value, name="outer")
        return x + h


def residual_sum(x):
    """The weight is read after the turns that made it: there is no one layer that holds it."""
    with tf.variable_scope("sum"):
        total = 0.0
        for i in range(2):
            x = tf.concat([x, x], -1)
            w = tf.get_variable("w%d" % i, [x.shape[-1].value, 2])
            total += tf.matmul(x, w)
        return total + tf.reduce_sum(w)


def forward(images):
    net = encoder(images)
    with tf.variable_scope("dense"):
        flat = apply_bias(dense(net, 6, gain=1.0))
    with tf.variable_scope("second"):
        flat = tf.nn.relu(apply_bias(dense(flat, 3)))
    logits, log_probabilities = classifier(net, 4)
    return residual(flat, True), log_probabilities


def everything(images):
    x, log_probabilities = forward(images)
    return residual_sum(x), log_probabilities
