"""Models that note whether they were called, as attributes of their own."""

import keras


class Player:
    def __init__(self, name, width):
        self.name = name
        self.reuse = False
        self.variables = []
        self._net = keras.Sequential([keras.layers.Dense(width, name=f"{name}_in"), keras.layers.Dense(1)])

    def __call__(self, x):
        scores = self._net(x)
        if not self.reuse:
            self.variables = list(self._net.trainable_variables)
            self.reuse = True
        return scores


def play(x, z):
    judge = Player("judge", 4)
    return judge(x), judge(z), judge.variables
