import tensorflow as tf
import tensorflow_probability as tfp

tfd, tfb = tfp.distributions, tfp.bijectors


def make_flow(depth, hidden):
    chain = []
    for i in range(depth):
        made = tfb.AutoregressiveNetwork(2, hidden_units=hidden, activation="relu", name=f"made_{i}")
        chain += [tfb.MaskedAutoregressiveFlow(made), tfb.Permute([1, 0])]
    base = tfd.MultivariateNormalDiag(tf.zeros(2), name="base")
    return tfd.TransformedDistribution(base, tfb.Chain(chain[:-1]), name="flow")


def fit(flow, samples, steps=10):
    optimizer = tf.keras.optimizers.Adam(1e-3)
    for _ in range(steps):
        with tf.GradientTape() as tape:
            loss = -tf.reduce_mean(flow.log_prob(samples))
        optimizer.apply_gradients(
            zip(tape.gradient(loss, flow.trainable_variables), flow.trainable_variables)
        )
    return loss, tfp.stats.covariance(samples), tfp.math.softplus_inverse(1.0)
