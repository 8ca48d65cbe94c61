"""The repositories the real-code check knows how to drive, and where each script goes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

PROBES = Path(__file__).resolve().parent / "probes"


@dataclass(frozen=True)
class Repository:
    """A public repository and the inference script for it.

    `folder` is where the script is copied, relative to the checkout: the folder that the repository's
    own scripts run in, so that its modules import as its README says.
    """

    key: str
    origin: str
    probe: str
    folder: str = "."


REPOSITORIES = (
    Repository("gpt-2", "openai/gpt-2", "probe_gpt2.py", "src"),
    Repository("bert", "google-research/bert", "probe_bert.py"),
    Repository("DCGAN", "carpedm20/DCGAN-tensorflow", "probe_dcgan.py"),
    Repository("pix2pix", "affinelayer/pix2pix-tensorflow", "probe_pix2pix.py"),
    Repository("gcn", "tkipf/gcn", "probe_gcn.py"),
    Repository("nmt", "tensorflow/nmt", "probe_nmt.py"),
    Repository("cyclegan", "vanhuyz/CycleGAN-TensorFlow", "probe_cyclegan.py"),
    Repository("char-rnn", "sherjilozair/char-rnn-tensorflow", "probe_char_rnn.py"),
    Repository("text-cnn", "dennybritz/cnn-text-classification-tf", "probe_text_cnn.py"),
    Repository("resnet", "wenxinxu/resnet-in-tensorflow", "probe_resnet.py"),
    Repository("transformer", "Kyubyong/transformer", "probe_transformer.py"),
    Repository("wavenet", "ibab/tensorflow-wavenet", "probe_wavenet.py"),
    Repository("xlnet", "zihangdai/xlnet", "probe_xlnet.py"),
    Repository("bilm", "allenai/bilm-tf", "probe_bilm.py"),
    Repository("stylegan", "NVlabs/stylegan", "probe_stylegan.py"),
    Repository("facenet", "davidsandberg/facenet", "probe_facenet.py", "src"),
    Repository(
        "gan-collections",
        "hwalsuklee/tensorflow-generative-model-collections",
        "probe_gan_collections.py",
    ),
    # tag v1.1.0: what came later imports modules that TF 1.15 does not have
    Repository("tf-slim", "google-research/tf-slim", "probe_tf_slim.py"),
    Repository("slim-nets", "Zehaos/MobileNet", "probe_slim_nets.py"),
    Repository("baselines", "openai/baselines", "probe_baselines.py"),
)
BY_KEY = {repository.key: repository for repository in REPOSITORIES}
