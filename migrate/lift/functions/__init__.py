"""One function as a layer: its constructor, ``build`` and ``call``."""
