"""Three modules that people call tf."""
import torchvision.transforms.functional as tf
from torchvision import transforms


def augment(image, mask, training=True):
    if training:
        image, mask = tf.hflip(image), tf.hflip(mask)
        image = tf.resize(image, [64, 64], interpolation=transforms.InterpolationMode.BILINEAR)
    return tf.to_tensor(image), tf.to_tensor(mask)
