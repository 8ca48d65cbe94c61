"""Synthetic waveforms, reproducible from a seed."""

import numpy as np

LENGTH = 32
CLASSES = ("sine", "square", "sawtooth", "noise")


def waveform(kind, random):
    """One signal of LENGTH samples, with a random frequency, phase and noise on top."""
    frequency = random.uniform(1.0, 4.0)
    phase = random.uniform(0.0, 1.0)
    t = (frequency * np.arange(LENGTH) / LENGTH + phase) % 1.0
    if kind == "sine":
        signal = np.sin(2 * np.pi * t)
    elif kind == "square":
        signal = np.where(t < 0.5, 1.0, -1.0)
    elif kind == "sawtooth":
        signal = 2.0 * t - 1.0
    else:
        signal = random.uniform(-1.0, 1.0, size=LENGTH)
    return signal + 0.6 * random.standard_normal(LENGTH)


def batch(size, seed):
    """Returns float32 signals [size, LENGTH, 1] and int32 labels [size]."""
    random = np.random.RandomState(seed)
    labels = random.randint(0, len(CLASSES), size=size).astype(np.int32)
    signals = [waveform(CLASSES[label], random) for label in labels]
    return np.stack(signals)[:, :, np.newaxis].astype(np.float32), labels
