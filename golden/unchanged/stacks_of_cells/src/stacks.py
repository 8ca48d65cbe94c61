"""Stacks of Keras cells that functions make by functions inside them."""
import keras


def make_stack(units, depth, dropout=0.0):
    def one(width):
        return keras.layers.GRUCell(width, dropout=dropout)

    return keras.layers.StackedRNNCells([one(units) for _ in range(depth)])


def encoder(units, depth, name="encoder"):
    return keras.layers.RNN(make_stack(units, depth), return_sequences=True, name=name)
