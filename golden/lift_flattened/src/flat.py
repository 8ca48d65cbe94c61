"""Dense layers for images and for vectors: an image is made flat first."""
import numpy as np
import tensorflow as tf


def get_weight(shape, gain=np.sqrt(2), lrmul=1):
    """A weight whose learning rate is equalized."""
    std = gain / np.sqrt(np.prod(shape[:-1]))
    init = tf.initializers.random_normal(0, std / lrmul)
    return tf.get_variable("weight", shape=shape, initializer=init) * lrmul


def dense(x, fmaps, **kwargs):
    if len(x.shape) > 2:
        x = tf.reshape(x, [-1, np.prod([d.value for d in x.shape[1:]])])
    w = get_weight([x.shape[1].value, fmaps], **kwargs)
    w = tf.cast(w, x.dtype)
    return tf.matmul(x, w)


def linear(x, units, scope="linear"):
    """A dense layer with a bias."""
    with tf.variable_scope(scope):
        if x.get_shape().ndims > 2:  # an image
            x = tf.contrib.layers.flatten(x)
        w = tf.get_variable("w", [x.get_shape().as_list()[-1], units])
        b = tf.get_variable("b", [units], initializer=tf.zeros_initializer())
        return tf.nn.xw_plus_b(x, w, b)


def hidden(x, units):
    with tf.variable_scope("hidden"):
        x = tf.reshape(x, (-1, int(np.prod(x.get_shape().as_list()[1:]))))
        w = tf.get_variable("w", (x.get_shape()[1].value, units))
        return tf.nn.relu(tf.matmul(x, w))


def features(x, units):
    with tf.variable_scope("features"):
        if x.shape.ndims != 2:
            x = tf.reshape(x, [-1, x.shape[1:].num_elements()])
        w = tf.get_variable("w", [int(x.shape[1]), units])
        return tf.tanh(tf.matmul(x, w))


def styled(x, latents):
    """Scales and shifts the channels of an image, as the latents say."""
    with tf.variable_scope("style"):
        style = dense(latents, fmaps=2 * x.shape[3].value, gain=1)
        style = tf.reshape(style, [-1, 2, 1, 1, x.shape[3].value])
        return x * (style[:, 0] + 1) + style[:, 1]


def head(images):
    with tf.variable_scope("head"):
        latents = linear(images, 5, scope="latents")
        images = styled(images, latents)
        with tf.variable_scope("out"):
            return dense(images, 4, gain=1, lrmul=0.5) + linear(latents, 4)


# ------------------------------------------------------------ other tensors, other dimensions, other tests
def deeper(x, units):
    """Of three dimensions the second one counts."""
    with tf.variable_scope("deeper"):
        if len(x.shape) > 3:
            x = tf.reshape(x, [-1, np.prod([d.value for d in x.shape[1:]])])
        w = tf.get_variable("w", [x.shape[1].value, units])
        return tf.tensordot(x, w, [[1], [0]])


def other(x, y, units):
    """`y` says whether `x` is made flat."""
    with tf.variable_scope("other"):
        if len(y.shape) > 2:
            x = tf.reshape(x, [-1, np.prod([d.value for d in x.shape[1:]])])
        w = tf.get_variable("w", [x.shape[1].value, units])
        return tf.tensordot(x, w, [[1], [0]])


def rows(x, units):
    """Each row by itself."""
    with tf.variable_scope("rows"):
        x = tf.reshape(x, [-1, np.prod([d.value for d in x.shape[2:]])])
        w = tf.get_variable("w", [x.shape[1].value, units])
        return tf.reduce_mean(tf.matmul(x, w), 0, keepdims=True)


def maybe(x, units, flat=False):
    with tf.variable_scope("maybe"):
        if flat:
            if len(x.shape) > 2:
                x = tf.reshape(x, [-1, np.prod([d.value for d in x.shape[1:]])])
        w = tf.get_variable("w", [x.shape[1].value, units])
        return tf.tensordot(x, w, [[1], [0]])


def changed(x, units):
    with tf.variable_scope("changed"):
        x = tf.pad(x, [[0, 0], [0, 1], [0, 0], [0, 0]])
        if len(x.shape) > 2:
            x = tf.reshape(x, [-1, np.prod([d.value for d in x.shape[1:]])])
        w = tf.get_variable("w", [x.shape[1].value, units])
        return tf.matmul(x, w)


def forward(images):
    rest = images[:, :, :, 0]
    found = head(images) + tf.reduce_mean(deeper(rest, 4), [1])
    found += tf.reduce_mean(other(rest, found, 4), [1])
    found += rows(images, 4) + tf.reduce_mean(maybe(rest, 4), [1]) + changed(images, 4)
    found += hidden(images, 4)
    return found + features(images, 4)
