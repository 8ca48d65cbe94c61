"""A critic with weights in a box, in TensorFlow 2."""
import tensorflow as tf


class Clipped:
    """A constraint that is an object."""

    def __init__(self, bound):
        self.bound = bound

    def __call__(self, w):
        return tf.clip_by_value(w, -self.bound, self.bound)


class Critic(tf.Module):
    def __init__(self, size, bound=0.1, name="critic"):
        super().__init__(name=name)
        self.w = tf.Variable(tf.random.normal([size, 1]), name="w", constraint=Clipped(bound))

    def __call__(self, x):
        return x @ self.w


@tf.function
def step(critic, real, fake, rate):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(critic(fake)) - tf.reduce_mean(critic(real))
    (gradient,) = tape.gradient(loss, [critic.w])
    critic.w.assign(critic.w.constraint(critic.w - rate * gradient))
    return loss
