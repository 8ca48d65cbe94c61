import tensorflow as tf
import tensorflow.contrib.layers as layers

slim = tf.contrib.slim


def torso(obs, scope="torso"):
    with tf.variable_scope(scope):
        out = obs
        with tf.variable_scope("convnet"):
            out = layers.convolution2d(out, num_outputs=4, kernel_size=4, stride=2, activation_fn=tf.nn.relu)
            out = layers.conv2d(out, 3, 3, stride=1, padding="VALID", scope="last_conv")
        return layers.flatten(out)


def head(conv_out, num_actions, hiddens, layer_norm=False):
    with tf.variable_scope("action_value"):
        action_out = conv_out
        for hidden in hiddens:
            action_out = layers.fully_connected(action_out, num_outputs=hidden, activation_fn=None)
            if layer_norm:
                action_out = layers.layer_norm(action_out, center=True, scale=True)
            action_out = tf.nn.relu(action_out)
        return layers.fully_connected(action_out, num_outputs=num_actions, activation_fn=None)


def normed(net):
    net = slim.fully_connected(net, 6, normalizer_fn=slim.batch_norm,
                               normalizer_params={"is_training": False, "decay": 0.9}, scope="normed")
    return slim.fully_connected(net, 3, activation_fn=tf.nn.softplus)


def q_values(obs, num_actions):
    h = torso(obs)
    return head(h, num_actions, [5, 4], layer_norm=True), normed(h)
