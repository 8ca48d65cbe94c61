"""Migrates TensorFlow 1 model code, and its checkpoints, to TensorFlow 2 and Keras 3.

The command line (``python -m migrate src/``) imports no TensorFlow. The runtime, ``migrate.compat_scope``
and ``migrate.checkpoint``, does, and is imported only by the code that uses it.
"""

__version__ = "0.1.0"
