import tensorflow as tf
from tensorflow.keras import layers

LATENT = 16


def make_generator_model():
    return tf.keras.Sequential(
        [layers.Input((LATENT,)), layers.Dense(32), layers.LeakyReLU(), layers.Dense(784, activation="tanh")],
        name="generator",
    )


def make_discriminator_model():
    model = tf.keras.Sequential(name="discriminator")
    model.add(layers.Input((784,)))
    model.add(layers.Dense(32, activation="relu"))
    model.add(layers.Dropout(0.3))
    model.add(layers.Dense(1))
    return model


cross_entropy = tf.keras.losses.BinaryCrossentropy(from_logits=True)
generator, discriminator = make_generator_model(), make_discriminator_model()
g_optimizer, d_optimizer = tf.keras.optimizers.Adam(1e-4), tf.keras.optimizers.Adam(1e-4)


@tf.function
def train_step(images):
    noise = tf.random.normal([tf.shape(images)[0], LATENT])
    with tf.GradientTape() as g_tape, tf.GradientTape() as d_tape:
        fake = generator(noise, training=True)
        real_output = discriminator(images, training=True)
        fake_output = discriminator(fake, training=True)
        g_loss = cross_entropy(tf.ones_like(fake_output), fake_output)
        d_loss = cross_entropy(tf.ones_like(real_output), real_output)
        d_loss += cross_entropy(tf.zeros_like(fake_output), fake_output)
    g_gradients = g_tape.gradient(g_loss, generator.trainable_variables)
    d_gradients = d_tape.gradient(d_loss, discriminator.trainable_variables)
    g_optimizer.apply_gradients(zip(g_gradients, generator.trainable_variables))
    d_optimizer.apply_gradients(zip(d_gradients, discriminator.trainable_variables))
    return g_loss, d_loss
