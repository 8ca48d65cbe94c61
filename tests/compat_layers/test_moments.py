"""Layer normalization written by hand keeps its epsilon. The expected numbers are NumPy's."""

from __future__ import annotations

import numpy as np
import pytest
import tensorflow as tf

from migrate.compat_scope import nn

EPSILON = 1e-5


def by_division(x, mean, variance, gamma, beta):
    return (x - mean) / tf.sqrt(variance + EPSILON) * gamma + beta


def by_power(x, mean, variance, gamma, beta):
    return gamma * ((x - mean) / (variance + EPSILON) ** 0.5) + beta


def by_name(x, mean, variance, gamma, beta):
    deviation = tf.sqrt(variance + EPSILON)
    x = (x - mean) / deviation
    return x * gamma + beta


@pytest.mark.parametrize("form", [by_division, by_power, by_name])
@pytest.mark.parametrize("axes", [[2], 2, (-1,), [1, 2]])
@pytest.mark.parametrize("how", ["function", "session"])
def test_small_variances(form, axes, how):
    x = (np.random.RandomState(0).randn(2, 3, 16) * 0.02).astype(np.float32)
    gamma = np.linspace(0.5, 1.5, 16).astype(np.float32)
    beta = np.linspace(-1.0, 1.0, 16).astype(np.float32)
    where = tuple(axes) if isinstance(axes, list) else axes
    mean, variance = x.mean(where, keepdims=True), x.var(where, keepdims=True)
    expected = (x - mean) / np.sqrt(variance + EPSILON) * gamma + beta

    def normalize(x):
        return form(x, *nn.moments(x, axes, keep_dims=True), tf.constant(gamma), tf.constant(beta))

    if how == "function":
        found = tf.function(normalize)(tf.constant(x)).numpy()
    else:
        with tf.Graph().as_default(), tf.compat.v1.Session() as session:
            fed = tf.compat.v1.placeholder(tf.float32, [None, 3, 16])
            found = session.run(normalize(fed), {fed: x})
    np.testing.assert_allclose(found, expected, atol=1e-5)
