import tensorflow as tf

layers = tf.layers
vs = tf.variable_scope
L = tf.contrib.layers
dense = layers.dense
get = tf.get_variable


def net(x, scope=None, reuse=False):
    with vs(scope, default_name="net", reuse=reuse):
        h = dense(x, 3)
        h = L.fully_connected(h, 3, activation_fn=None)
        w = get("w", [3, 3], initializer=tf.ones_initializer)
        return dense(tf.matmul(h, w), 3)


def forward(x):
    return net(net(x, "a")) + net(x, "a", True)
