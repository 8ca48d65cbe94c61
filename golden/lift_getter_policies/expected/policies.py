"""Policies are values: whoever trains builds one as often as it needs."""
import tensorflow as tf
from migrate import compat_scope

from nets import Fc, Memory, Torso


class Policy(object):
    """What a policy computes for some observations."""

    def __init__(self, pi, q, state):
        self.pi = pi
        self.q = q
        self.state = state


def recurrent_policy(observations, state, actions):
    with compat_scope.variable_scope("pi", reuse=compat_scope.AUTO_REUSE):
        latent = compat_scope.get_layer(Torso)(observations)
        state = compat_scope.get_layer(Memory, name="memory")(latent, state)
    pi = compat_scope.get_layer(Fc, actions, init_scale=0.01, name="pi_logits")(state)
    q = compat_scope.get_layer(Fc, actions, name="q")(state)
    return Policy(pi, q, state)
