"""An affine coupling in NumPy."""
import numpy as np


class Coupling:
    """Changes one half of its input by what it reads from the other one."""

    def __init__(self, size, rng):
        self.weights = {"scale": rng.normal(size=[size, size]), "shift": rng.normal(size=[size, size])}

    def forward(self, x):
        a, b = np.split(x, 2, axis=-1)
        scale, shift = np.tanh(a @ self.weights["scale"]), a @ self.weights["shift"]
        return np.concatenate([a, b * np.exp(scale) + shift], axis=-1), scale.sum(-1)

    def inverse(self, y):
        a, b = np.split(y, 2, axis=-1)
        scale, shift = np.tanh(a @ self.weights["scale"]), a @ self.weights["shift"]
        return np.concatenate([a, (b - shift) * np.exp(-scale)], axis=-1)
