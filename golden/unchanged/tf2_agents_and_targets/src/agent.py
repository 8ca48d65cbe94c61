"""A value network and its slow copy in TF 2: both held by the agent, their weights moved by hand."""

import keras
import tensorflow as tf


def build_net(state_size, actions, units=(32, 32)):
    inputs = keras.Input([state_size])
    x = inputs
    for i, size in enumerate(units):
        x = keras.layers.Dense(size, activation="relu", name="l%d" % (i + 1))(x)
    return keras.Model(inputs, keras.layers.Dense(actions, name="q")(x))


class DeepQ:
    def __init__(self, state_size, actions, tau=0.01):
        self.eval_net = build_net(state_size, actions)
        self.target_net = build_net(state_size, actions)
        self.target_net.set_weights(self.eval_net.get_weights())
        self.optimizer = keras.optimizers.Adam(1e-3)
        self.tau = tau

    @tf.function
    def learn(self, state, action, reward, following):
        target = reward + 0.9 * tf.reduce_max(self.target_net(following), axis=1)
        with tf.GradientTape() as tape:
            q = tf.gather(self.eval_net(state), action, axis=1, batch_dims=1)
            loss = tf.reduce_mean(tf.square(target - q))
        variables = self.eval_net.trainable_variables
        self.optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))
        for slow, fast in zip(self.target_net.variables, self.eval_net.variables):
            slow.assign((1 - self.tau) * slow + self.tau * fast)
        return loss
