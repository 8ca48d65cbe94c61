"""TensorFlow's own tests of scopes and layers, run on the shim. See ``__main__.py``."""
