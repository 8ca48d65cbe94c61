"""Functions that stay on the shim and are called by one that becomes a layer: what they do, and how the layer hosts them."""
