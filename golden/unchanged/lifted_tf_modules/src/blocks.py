"""What `--target module` made."""
import tensorflow as tf


class Standardize(tf.Module):
    def __init__(self, *, epsilon=1e-5, name=None):
        super().__init__(name=name)
        self.epsilon = epsilon
        self.built = False

    def build(self, t_shape):
        width = t_shape[-1]
        self.gain = tf.Variable(tf.ones([width]), name="gain")
        self.shift = tf.Variable(tf.zeros([width]), name="shift")

    @tf.Module.with_name_scope
    def __call__(self, t):
        if not self.built:
            with tf.init_scope():
                self.build(t.shape)
            self.built = True
        centered = t - tf.reduce_mean(t, axis=-1, keepdims=True)
        power = tf.reduce_mean(tf.square(centered), axis=-1, keepdims=True)
        return centered * tf.math.rsqrt(power + self.epsilon) * self.gain + self.shift


class Blocks(tf.Module):
    tf1_order = ("norms", "gain")  # as TF1 made them

    def __init__(self, depth, *, name="blocks"):
        super().__init__(name=name)
        with self.name_scope:
            self.norms = []
            for i in range(depth):
                with tf.name_scope("unit_%d" % i):
                    self.norms.append(Standardize(name="norm"))
            self.gain = tf.Variable(tf.compat.v1.glorot_uniform_initializer()([3, 3]), name="gain")

    @tf.Module.with_name_scope
    def __call__(self, t):
        for norm in self.norms:
            t = norm(t)
        return tf.matmul(t, self.gain)
