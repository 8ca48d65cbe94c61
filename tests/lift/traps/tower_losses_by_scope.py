# graph only: eager tensors have no names
import tensorflow as tf


def _variable_with_weight_decay(name, shape, wd):
    var = tf.get_variable(name, shape, initializer=tf.truncated_normal_initializer(stddev=0.1))
    if wd is not None:
        tf.add_to_collection("losses", tf.multiply(tf.nn.l2_loss(var), wd, name="weight_loss"))
    return var


def inference(x):
    with tf.variable_scope("local3"):
        weights = _variable_with_weight_decay("weights", [3, 4], 0.5)
        x = tf.nn.relu(tf.matmul(x, weights))
    with tf.variable_scope("norm"):
        x = tf.layers.batch_normalization(x, training=True)
    with tf.variable_scope("softmax_linear"):
        weights = _variable_with_weight_decay("weights", [4, 3], None)
        return tf.matmul(x, weights)


def tower_loss(scope, x):
    logits = inference(x)
    tf.add_to_collection("losses", tf.reduce_mean(tf.square(logits), name="mse"))
    updates = tf.get_collection(tf.GraphKeys.UPDATE_OPS, scope)
    return tf.add_n(tf.get_collection("losses", scope)) + 10.0 * len(updates)


def forward(x):
    losses = []
    with tf.variable_scope(tf.get_variable_scope()):
        for i in range(2):
            with tf.name_scope("tower_%d" % i) as scope:
                losses.append(tower_loss(scope, x * (i + 1.0)))
                tf.get_variable_scope().reuse_variables()
    with tf.name_scope("third"), tf.variable_scope("net") as scope:
        losses.append(tower_loss("third/net/", x))
        losses.append(tf.constant(float(len(tf.get_collection("losses", "net")))))
    return tf.stack([losses, losses])
