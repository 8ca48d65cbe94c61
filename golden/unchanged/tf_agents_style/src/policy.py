import gin
import tensorflow as tf
from tf_agents.networks import network
from tf_agents.networks import nest_map, sequential
from tf_agents.trajectories import time_step as ts


@gin.configurable
class ActorNetwork(network.Network):
    def __init__(self, input_tensor_spec, action_spec, fc_layer_params=(64, 64), name="ActorNetwork"):
        super().__init__(input_tensor_spec=input_tensor_spec, state_spec=(), name=name)
        self._fc_layers = [tf.keras.layers.Dense(n, activation="relu") for n in fc_layer_params]
        self._head = tf.keras.layers.Dense(action_spec.shape.num_elements(), name="action")

    def call(self, observations, step_type=(), network_state=(), training=False):
        x = tf.cast(tf.nest.flatten(observations)[0], tf.float32)
        for layer in self._fc_layers:
            x = layer(x, training=training)
        return tf.tanh(self._head(x)), network_state


def time_step(reward):
    return ts.transition(tf.zeros([1, 3]), reward=tf.constant([reward]))
