import flax.linen as nn
import jax.numpy as jnp


class MLP(nn.Module):
    units: int

    @nn.compact
    def __call__(self, x):
        x = nn.Dense(self.units)(x)
        w = self.param("w", nn.initializers.ones, (self.units,))
        return jnp.tanh(x) * w
