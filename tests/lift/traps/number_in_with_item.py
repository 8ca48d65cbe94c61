import tensorflow as tf


def network(x):
    layer = 0
    made = []

    def scope_name():
        nonlocal layer
        layer += 1
        return "layer%d" % layer

    def block(h, units):
        with tf.variable_scope(scope_name()), tf.name_scope("n%d" % layer):
            made.append(layer)
            return tf.layers.dense(h, units + layer, name="d")

    for units in (3, 4):
        x = block(x, units)
    x = block(block(x, layer), layer * 2)
    return tf.layers.dense(x, 3, name="last_%d_%d" % (layer, len(made)))


def forward(x):
    return network(x)
