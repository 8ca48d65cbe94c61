import tensorflow as tf
from migrate import compat_scope

from networks import builder_of
from utils import Full


class Policy(object):
    """Logits over actions and a value for a batch of observations."""

    def __init__(self, ob, n_actions, network="mlp", name="pi", reuse=False, value_network=None, **network_kwargs):
        features_of = builder_of(network)(**network_kwargs)
        with compat_scope.variable_scope(name, reuse=reuse):
            with compat_scope.variable_scope("body"):
                latent = features_of(ob)
            if value_network == "copy":
                with compat_scope.variable_scope("value_body"):
                    value_latent = features_of(ob)
            else:
                value_latent = latent
            self.logits = compat_scope.get_layer(
                Full, n_actions, gain=0.01, name="action_logits"
            )(latent)
            self.value = compat_scope.get_layer(Full, 1, name="value")(value_latent)[
                :, 0
            ]
        self.name = name

    def surprise(self, actions):
        return tf.nn.sparse_softmax_cross_entropy_with_logits(logits=self.logits, labels=actions)

    def entropy(self):
        shifted = self.logits - tf.reduce_max(self.logits, axis=-1, keepdims=True)
        unscaled = tf.exp(shifted)
        total = tf.reduce_sum(unscaled, axis=-1, keepdims=True)
        probs = unscaled / total
        return tf.reduce_sum(probs * (tf.math.log(total) - shifted), axis=-1)
