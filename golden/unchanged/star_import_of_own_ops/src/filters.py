from ops import *


def edges(images, kernel, weights, biases):
    x = lrelu(conv2d(images, kernel, name="edges"))
    return linear(x, weights, biases, scope="score")
