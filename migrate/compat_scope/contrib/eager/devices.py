"""The devices that TensorFlow computes on."""

from __future__ import annotations

import tensorflow as tf

__all__ = ["list_devices", "num_gpus"]


def num_gpus() -> int:
    """How many GPUs TensorFlow may use."""
    return len(tf.config.list_logical_devices("GPU"))


def list_devices() -> list[str]:
    """The names of the devices."""
    return [device.name for device in tf.config.list_logical_devices()]
