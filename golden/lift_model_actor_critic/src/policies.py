import tensorflow as tf

from networks import builder_of
from utils import full


class Policy(object):
    """Logits over actions and a value for a batch of observations."""

    def __init__(self, ob, n_actions, network="mlp", name="pi", reuse=False, value_network=None, **network_kwargs):
        features_of = builder_of(network)(**network_kwargs)
        with tf.variable_scope(name, reuse=reuse):
            with tf.variable_scope("body"):
                latent = features_of(ob)
            if value_network == "copy":
                with tf.variable_scope("value_body"):
                    value_latent = features_of(ob)
            else:
                value_latent = latent
            self.logits = full(latent, "action_logits", n_actions, gain=0.01)
            self.value = full(value_latent, "value", 1)[:, 0]
        self.name = name

    def surprise(self, actions):
        return tf.nn.sparse_softmax_cross_entropy_with_logits(logits=self.logits, labels=actions)

    def entropy(self):
        shifted = self.logits - tf.reduce_max(self.logits, axis=-1, keepdims=True)
        unscaled = tf.exp(shifted)
        total = tf.reduce_sum(unscaled, axis=-1, keepdims=True)
        probs = unscaled / total
        return tf.reduce_sum(probs * (tf.log(total) - shifted), axis=-1)
