import tensorflow as tf
import tensorflow.contrib.slim as slim


def arg_scope(weight_decay=0.0, is_training=False):
    with slim.arg_scope([slim.fully_connected], activation_fn=tf.nn.relu, normalizer_fn=slim.batch_norm,
                        normalizer_params={"is_training": is_training, "decay": 0.9}):
        with slim.arg_scope([slim.dropout], is_training=is_training) as sc:
            return sc


def block(net, depth, scope=None):
    with tf.variable_scope(scope, "block", [net]) as sc:
        shortcut = slim.fully_connected(net, depth, activation_fn=None, scope="shortcut")
        residual = slim.fully_connected(net, depth, scope="conv1")
        residual = slim.fully_connected(residual, depth, normalizer_fn=None, scope="conv2")
        return tf.nn.relu(shortcut + residual)


def net(x, num_classes=2, is_training=False, reuse=None, scope="resnet"):
    with tf.variable_scope(scope, "resnet", [x], reuse=reuse):
        with slim.arg_scope(arg_scope(is_training=is_training)):
            h = block(x, 4)
            h = block(h, 3)
            h = slim.dropout(h, 0.5)
        return slim.fully_connected(h, num_classes, activation_fn=None, scope="logits")


def forward(x):
    return net(x) + net(x * 2.0, reuse=True)
