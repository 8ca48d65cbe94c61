"""`tf.layers.experimental`."""

from __future__ import annotations

from migrate.compat_scope.layers.keras_style import keras_style_scope, set_keras_style

__all__ = ["keras_style_scope", "set_keras_style"]
