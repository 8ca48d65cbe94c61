import numpy as np


def conv2d(input, filters, kernel_size=3, strides=(1, 1), padding="valid", activation=None, name=None, reuse=None):
    """tf.layers.conv2d, so to speak, by im2col."""
    n, h, w, c = input.shape
    rows, columns = h - kernel_size + 1, w - kernel_size + 1
    kernel = np.random.RandomState(0).randn(kernel_size * kernel_size * c, filters)
    patches = np.lib.stride_tricks.sliding_window_view(input, (kernel_size, kernel_size), (1, 2))
    y = patches.reshape(n, rows, columns, -1) @ kernel
    return activation(y) if activation else y


def batch_normalization(x, training=False, momentum=0.99, epsilon=1e-3, scale=True):
    mean, var = x.mean((0, 1, 2), keepdims=True), x.var((0, 1, 2), keepdims=True)
    return (x - mean) / np.sqrt(var + epsilon)


def softmax_cross_entropy_with_logits(labels=None, logits=None, dim=-1):
    shifted = logits - np.max(logits, dim, keepdims=True)
    return -np.sum(labels * (shifted - np.log(np.exp(shifted).sum(dim, keepdims=True))), dim)
