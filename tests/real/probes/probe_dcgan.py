"""carpedm20/DCGAN-tensorflow: generator, discriminator, sampler and losses, both of its designs."""

import importlib
import sys
import types

import numpy as np
import probe_common

# The repository's utils.py imports three image libraries to read and write files. scipy.misc no longer
# exists in any SciPy for a modern Python, whatever TensorFlow does, and nothing here touches a file.
for _name in ("scipy", "scipy.misc", "cv2", "PIL", "PIL.Image"):
    try:
        importlib.import_module(_name)
    except ImportError:
        sys.modules[_name] = types.ModuleType(_name)
        if "." in _name:
            _parent, _child = _name.split(".")
            setattr(sys.modules[_parent], _child, sys.modules[_name])

import model  # noqa: E402

BATCH = 4


class Small(model.DCGAN):
    """The repository's model on made-up digits rather than on the files of MNIST."""

    def __init__(self, size, y_dim):
        self.size = size
        super(Small, self).__init__(
            sess=None,
            input_height=size,
            input_width=size,
            output_height=size,
            output_width=size,
            crop=False,
            batch_size=BATCH,
            sample_num=BATCH,
            y_dim=y_dim,
            z_dim=6,
            gf_dim=4,
            df_dim=4,
            gfc_dim=12,
            dfc_dim=12,
            dataset_name="mnist",
        )

    def load_mnist(self):
        images = probe_common.sample("images", [BATCH, self.size, self.size, 1], 0.0, 1.0)
        return images, np.eye(10, dtype=np.float32)[:BATCH]


def steps(gan):
    outputs = {
        "generated": gan.G,
        "real": gan.D_logits,
        "fake": gan.D_logits_,
        "d_loss": gan.d_loss,
        "g_loss": gan.g_loss,
    }
    feed = {gan.inputs: gan.data_X, gan.z: probe_common.sample("z", [BATCH, 6])}
    if gan.y is not None:
        feed[gan.y] = gan.data_y
    # A training pass moves the statistics that the sampler reads, so the sampler runs before and after.
    sampled = {"sampled": gan.sampler}
    return [("before", sampled, feed), ("forward", outputs, feed), ("after", sampled, feed)]


def convolutional():
    return steps(Small(32, None))


def conditional():
    return steps(Small(28, 10))


if __name__ == "__main__":
    probe_common.run([("convolutional", convolutional), ("conditional", conditional)])
