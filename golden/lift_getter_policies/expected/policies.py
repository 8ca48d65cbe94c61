"""Policies are values: whoever trains builds one as often as it needs."""
import keras

from nets import Fc, Memory, Torso
from migrate import compat_scope


class Policy(object):
    """What a policy computes for some observations."""

    def __init__(self, pi, q, state):
        self.pi = pi
        self.q = q
        self.state = state


class RecurrentPolicy(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, actions, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.torso = Torso()
        self.memory = Memory(name="memory")
        self.pi_logits = Fc(actions, init_scale=0.01, name="pi_logits")
        self.q = Fc(actions, name="q")

    def call(self, observations, state):
        with keras.name_scope("pi"):
            latent = self.torso(observations)
            state = self.memory(latent, state)
        pi = self.pi_logits(state)
        q = self.q(state)
        return Policy(pi, q, state)


def recurrent_policy(observations, state, actions):
    return compat_scope.get_layer(RecurrentPolicy, actions)(observations, state=state)
