import tensorflow as tf
import keras
from migrate import compat_scope

from networks import builder_of
from utils import Full


class PolicyLayer(keras.layers.Layer):
    def __init__(self, value_network, n_actions, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.value_network = value_network
        self.action_logits = Full(n_actions, gain=0.01, name="action_logits")
        self.value = Full(1, name="value")

    def call(self, ob, features_of):
        with keras.name_scope("body"):
            with compat_scope.hosting(self):
                latent = features_of(ob)
        if self.value_network == "copy":
            with keras.name_scope("value_body"):
                with compat_scope.hosting(self):
                    value_latent = features_of(ob)
        else:
            value_latent = latent
        logits = self.action_logits(latent)
        value = self.value(value_latent)[:, 0]
        return logits, value


class Policy(object):
    """Logits over actions and a value for a batch of observations."""

    def __init__(self, ob, n_actions, network="mlp", name="pi", reuse=False, value_network=None, **network_kwargs):
        features_of = builder_of(network)(**network_kwargs)
        self.logits, self.value = compat_scope.get_layer(
            PolicyLayer, value_network, n_actions, name=name, reuse=reuse
        )(ob, features_of=features_of)
        self.name = name

    def surprise(self, actions):
        return tf.nn.sparse_softmax_cross_entropy_with_logits(logits=self.logits, labels=actions)

    def entropy(self):
        shifted = self.logits - tf.reduce_max(self.logits, axis=-1, keepdims=True)
        unscaled = tf.exp(shifted)
        total = tf.reduce_sum(unscaled, axis=-1, keepdims=True)
        probs = unscaled / total
        return tf.reduce_sum(probs * (tf.math.log(total) - shifted), axis=-1)
