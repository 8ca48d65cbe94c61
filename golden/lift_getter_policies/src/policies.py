"""Policies are values: whoever trains builds one as often as it needs."""
import tensorflow as tf

from nets import fc, memory, torso


class Policy(object):
    """What a policy computes for some observations."""

    def __init__(self, pi, q, state):
        self.pi = pi
        self.q = q
        self.state = state


def recurrent_policy(observations, state, actions):
    with tf.variable_scope("pi", reuse=tf.AUTO_REUSE):
        latent = torso(observations)
        state = memory(latent, state, "memory")
    pi = fc(state, "pi_logits", actions, init_scale=0.01)
    q = fc(state, "q", actions)
    return Policy(pi, q, state)
