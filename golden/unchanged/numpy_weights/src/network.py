"""A network of NumPy alone: weights in a dict, made by helpers that are called again and again."""
import numpy as np


def weight_variable(shape, name="Variable"):
  return {"name": name, "value": np.random.normal(0.0, 0.1, shape).astype(np.float32)}


def add_layer(inputs, in_size, out_size, activation=None):
  weights = weight_variable([in_size, out_size])
  biases = weight_variable([1, out_size], name="biases")
  outputs = inputs.dot(weights["value"]) + biases["value"]
  return outputs if activation is None else activation(outputs)


def network(x):
  hidden = add_layer(x, 6, 5, np.tanh)
  return add_layer(hidden, 5, 3)
