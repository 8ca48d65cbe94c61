import keras

NETWORKS = {}


def register(name):
    def wrap(function):
        NETWORKS[name] = function
        return function

    return wrap


@register("mlp")
def mlp(units=(8, 8)):
    return keras.Sequential([keras.layers.Dense(n, activation="tanh") for n in units])


def build_net(name, **settings):
    return NETWORKS[name](**settings)
