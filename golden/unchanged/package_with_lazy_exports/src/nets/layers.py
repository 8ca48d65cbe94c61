import keras


class Dense(keras.layers.Dense):
    """Takes `scope`, as its callers write."""

    def __init__(self, units, scope=None, **kwargs):
        super().__init__(units, name=scope, **kwargs)
