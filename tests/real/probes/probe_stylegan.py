"""NVlabs/stylegan: generator and discriminator as the repository's Network objects.

Its convolutions are channels-first, which TF 1.15 runs on a GPU only: they are built, so that their
variables are compared, and what surrounds them is run.
"""

import zlib

import probe_common
import tensorflow as tf

probe_common.stand_in("requests", "PIL", "PIL.Image", "tensorboard", "tensorboard.summary")
probe_common.stand_in("tensorboard.plugins", "tensorboard.plugins.custom_scalar")
probe_common.stand_in("tensorboard.plugins.custom_scalar.layout_pb2")

import dnnlib.tflib as tflib  # noqa: E402

SMALL = dict(num_channels=3, resolution=16, fmap_base=64, fmap_max=16)


def build(structure):
    with tf.Session().as_default():
        generator = tflib.Network(
            "G",
            func_name="training.networks_stylegan.G_style",
            latent_size=12,
            dlatent_size=14,
            mapping_fmaps=9,
            mapping_layers=3,
            structure=structure,
            **SMALL,
        )
        discriminator = tflib.Network(
            "D", func_name="training.networks_stylegan.D_basic", structure=structure, **SMALL
        )
        progressive = tflib.Network(
            "P", func_name="training.networks_progan.G_paper", latent_size=12, **SMALL
        )
        averaged = generator.clone("Gs")
        latents = tf.placeholder(tf.float32, [None, 12])
        styles = generator.components.mapping.get_output_for(latents, None)
        images = generator.get_output_for(latents, None, randomize_noise=False, is_validation=True)
        scores = discriminator.get_output_for(images, None)
        shapes = [images.shape.as_list(), scores.shape.as_list(), progressive.output_shape]
    names = list(generator.vars) + list(averaged.trainables)
    outputs = {
        "styles": styles,
        "shapes": tf.constant(zlib.crc32(str(shapes).encode("utf8")), tf.int64),
        "own": tf.constant(zlib.crc32(repr(names).encode("utf8")), tf.int64),
        "rgb": tflib.convert_images_from_uint8(tf.constant([[[[3, 200]]]]), nhwc_to_nchw=True),
        "lerp": tflib.lerp_clip(latents, latents * 2, tf.constant(0.3)),
        "log2": tflib.log2(tf.constant(3.0)),
    }
    return [("forward", outputs, {latents: probe_common.sample("latents", [2, 12])})]


def recursive():
    return build("recursive")


def linear():
    return build("linear")


if __name__ == "__main__":
    probe_common.run([("recursive", recursive), ("linear", linear)])
