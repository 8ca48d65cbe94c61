"""Modules that make their variables in the first call."""
import tensorflow as tf


class Dense(tf.Module):
    def __init__(self, out_features, name=None, reuse=None):
        super().__init__(name=name)
        self.is_built = False
        self.reuse = reuse
        self.out_features = out_features

    def __call__(self, x, training=False):
        if not self.is_built:
            self.w = tf.Variable(tf.random.normal([x.shape[-1], self.out_features]), name="w")
            self.b = tf.Variable(tf.zeros([self.out_features]), name="b")
            self.is_built = True
        with tf.name_scope("linear"):
            return tf.nn.relu(tf.matmul(x, self.w) + self.b)


class MLP(tf.Module):
    def __init__(self, sizes, name="mlp"):
        super().__init__(name=name)
        with self.name_scope:
            self.layers = [Dense(n, name=f"layer_{i}") for i, n in enumerate(sizes)]

    @tf.Module.with_name_scope
    def __call__(self, x):
        for layer in self.layers:
            x = layer(x)
        return x


mlp = MLP([4, 2])
print(mlp(tf.ones([1, 3])).shape, [v.name for v in mlp.trainable_variables])
