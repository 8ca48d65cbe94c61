import tensorflow as tf
from migrate import compat_scope


def block(x, filters):
    x = compat_scope.layers.conv2d(x, filters, 3, padding="same", activation=tf.nn.relu)
    x = compat_scope.layers.conv2d(x, filters, (3, 3), strides=(2, 2), padding="SAME", use_bias=False)
    return compat_scope.layers.max_pooling2d(x, 2, 2)


def forward(image, is_training=False):
    x = block(image, 4)
    with compat_scope.variable_scope("inner"):
        x = block(x, 4)
        x = compat_scope.layers.flatten(x)
        x = compat_scope.layers.dense(x, 6, tf.nn.relu)
        x = compat_scope.layers.dropout(x, rate=0.5, training=is_training)
    x = compat_scope.layers.dense(x, 5)
    x = compat_scope.layers.dense(inputs=x, units=4, activation=tf.nn.tanh, name="named")
    return compat_scope.layers.dense(x, 2, use_bias=False)
