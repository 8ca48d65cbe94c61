import tensorflow as tf
import keras
from migrate import compat_scope

from policies import Policy


class ActAndValue(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def call(self, frames, state, batch_state):
        with compat_scope.hosting(self):
            act = Policy(state, 3, layer_norm=True, value_network="copy")
            train = Policy(
                batch_state, 3, reuse=True, layer_norm=True, value_network="copy"
            )
            pixels = Policy(
                frames, n_actions=2, network="small_cnn", name="pixels", flat_bias=True
            )
        actions = tf.argmax(act.logits, axis=1)
        return {
            "surprise": act.surprise(actions),
            "entropy": tf.reduce_mean(train.entropy()),
            "values": (act.value, train.value, pixels.value),
            "pixel_logits": pixels.logits,
        }
