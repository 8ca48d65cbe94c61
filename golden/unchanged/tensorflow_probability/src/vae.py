import tensorflow as tf
import tensorflow_probability as tfp

tfd = tfp.distributions


def posterior(mean, stddev):
    return tfd.Independent(tfd.Normal(loc=mean, scale=stddev), 1)


def kl(q):
    prior = tfd.MultivariateNormalDiag(tf.zeros([2]))
    return tf.reduce_mean(tfd.kl_divergence(q, prior))
