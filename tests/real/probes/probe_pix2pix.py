"""affinelayer/pix2pix-tensorflow: the whole model with its losses, optimizers and averages."""

import ast
import sys
import types
import zlib

import numpy as np
import probe_common
import tensorflow as tf

# The innermost layers normalize over the batch alone; two images would amplify rounding 100-fold.
BATCH = 4


def load():
    """The repository's one module without its last statement, which runs it as a program.

    It also reads the command line when it is loaded.
    """
    with open("pix2pix.py") as handle:
        tree = ast.parse(handle.read(), "pix2pix.py")
    tree.body = [s for s in tree.body if ast.dump(s) != ast.dump(ast.parse("main()").body[0])]
    module = types.ModuleType("pix2pix")
    argv = sys.argv
    sys.argv = ["pix2pix.py", "--mode", "test", "--output_dir", ".", "--ngf", "4", "--ndf", "4"]
    exec(compile(tree, "pix2pix.py", "exec"), module.__dict__)
    sys.argv = argv
    return module


pix2pix = load()


def dropout_noise():
    """Feeds for the uniform noise of every dropout: it is active in pix2pix at test time as well."""
    feed = {}
    for op in tf.get_default_graph().get_operations():
        if op.type == "RandomUniform" and "dropout" in op.name and "gradients" not in op.name:
            random = np.random.RandomState(zlib.crc32(b"dropout") + len(feed))
            noise = op.outputs[0]
            feed[noise] = random.uniform(size=noise.shape.as_list()).astype(np.float32)
    if len(feed) != 3:
        raise ValueError("expected three dropouts in the generator, found %d" % len(feed))
    return feed


def build(separable):
    pix2pix.a.separable_conv = separable
    inputs = tf.placeholder(tf.float32, [BATCH, 256, 256, 3])
    targets = tf.placeholder(tf.float32, [BATCH, 256, 256, 3])
    pix = pix2pix.create_model(inputs, targets)
    feed = {
        inputs: probe_common.sample("inputs", [BATCH, 256, 256, 3]),
        targets: probe_common.sample("targets", [BATCH, 256, 256, 3]),
    }
    feed.update(dropout_noise())
    outputs = {
        "outputs": pix.outputs,
        "real": pix.predict_real,
        "fake": pix.predict_fake,
        "discrim_loss": pix.discrim_loss,
        "gen_loss_gan": pix.gen_loss_GAN,
        "gen_loss_l1": pix.gen_loss_L1,
    }
    return [("forward", outputs, feed)]


def plain():
    return build(False)


def separable():
    return build(True)


if __name__ == "__main__":
    probe_common.run([("plain", plain), ("separable", separable)])
