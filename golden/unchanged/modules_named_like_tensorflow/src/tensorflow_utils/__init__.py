"""Helpers; the directory is no part of TensorFlow."""
from . import contrib
from .layers import dense
