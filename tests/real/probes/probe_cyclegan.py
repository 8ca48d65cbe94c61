"""vanhuyz/CycleGAN-TensorFlow: both generators and discriminators, losses and the four optimizers."""

import probe_common
import tensorflow as tf

import model

SIZE = 32


class Fixed(object):
    """In place of the repository's reader, which shuffles images out of files."""

    def __init__(self, tfrecords_file, name, image_size, batch_size):
        self.images = probe_common.sample(name, [batch_size, image_size, image_size, 3])

    def feed(self):
        return tf.constant(self.images)


model.Reader = Fixed


def build(norm, use_lsgan):
    gan = model.CycleGAN(
        batch_size=1, image_size=SIZE, norm=norm, use_lsgan=use_lsgan, ngf=4, learning_rate=1e-3
    )
    g_loss, d_y_loss, f_loss, d_x_loss, fake_y, fake_x = gan.model()
    step = gan.optimize(g_loss, d_y_loss, f_loss, d_x_loss)
    feed = {
        gan.fake_x: probe_common.sample("fake_x", [1, SIZE, SIZE, 3]),
        gan.fake_y: probe_common.sample("fake_y", [1, SIZE, SIZE, 3]),
        gan.is_training: False,
    }
    outputs = {
        "g_loss": g_loss,
        "f_loss": f_loss,
        "d_x_loss": d_x_loss,
        "d_y_loss": d_y_loss,
        "fake_x": fake_x,
        "fake_y": fake_y,
    }
    after = {"d_x_loss": d_x_loss, "d_y_loss": d_y_loss}
    return [("before", outputs, feed), ("step", {"train": step}, feed), ("after", after, feed)]


def instance():
    return build("instance", True)


def batch():
    return build("batch", False)


if __name__ == "__main__":
    probe_common.run([("instance", instance), ("batch", batch)])
