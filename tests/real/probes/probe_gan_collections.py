"""hwalsuklee/tensorflow-generative-model-collections: losses and one step of each of its models."""

import importlib

import numpy as np
import probe_common
import tensorflow as tf

probe_common.stand_in("scipy", "scipy.misc", "matplotlib", "matplotlib.pyplot")

BATCH = 4
LOSSES = ("d_loss", "g_loss", "q_loss", "loss", "neg_loglikelihood", "KL_divergence", "M", "k")
OPTIMIZERS = ("d_optim", "clip_D", "g_optim", "q_optim", "optim", "update_k")


def noise():
    """Feeds for the numbers the graph draws, apart from the initial values of its variables."""
    feed = {}
    for op in tf.get_default_graph().get_operations():
        if op.type in ("RandomUniform", "RandomStandardNormal") and "Initializer" not in op.name:
            shape = op.outputs[0].shape.as_list()
            feed[op.outputs[0]] = probe_common.sample("noise%d" % len(feed), shape, 0.0, 1.0)
    return feed


def build(name):
    module = importlib.import_module(name)
    labels = np.eye(10, dtype=np.float32)[:BATCH]
    images = probe_common.sample("images", [BATCH, 28, 28, 1], 0.0, 1.0)
    module.load_mnist = lambda dataset: (images, labels)
    gan = getattr(module, name)(None, 1, BATCH, 6, "mnist", "", "", "")
    gan.build_model()
    feed = {gan.inputs: images, gan.z: probe_common.sample("z", [BATCH, 6])}
    feed.update(noise())
    if hasattr(gan, "y"):
        codes = [labels, probe_common.sample("code", [BATCH, 2])]
        feed[gan.y] = np.concatenate(codes, 1)[:, : gan.y.shape.as_list()[1]]
    losses = {
        key: getattr(gan, key) for key in LOSSES if isinstance(getattr(gan, key, None), tf.Tensor)
    }
    # A training pass moves the statistics that the sampler reads, so the sampler runs on its own.
    fake = {"fake": gan.fake_images}
    steps = [("sampled", fake, feed), ("before", losses, feed)]
    for key in OPTIMIZERS:
        if hasattr(gan, key):
            steps.append((key, {"train": tf.group(getattr(gan, key))}, feed))
    return steps + [("after", losses, feed), ("trained", fake, feed)]


def case(name):
    return (name, lambda: build(name))


if __name__ == "__main__":
    names = ("ACGAN", "infoGAN", "WGAN", "WGAN_GP", "BEGAN", "EBGAN", "CVAE", "VAE")
    probe_common.run([case(name) for name in names])
