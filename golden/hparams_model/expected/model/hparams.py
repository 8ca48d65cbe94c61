import tensorflow as tf
from migrate import compat_scope
from migrate.compat_scope.contrib.training import HParams


def default_hparams():
    return HParams(
        n_vocab=6,
        n_embd=4,
        n_layer=2,
        activation="relu",
    )


def small():
    hp = compat_scope.contrib.training.HParams(scale=0.5, **default_hparams().values())
    hp.set_hparam("n_layer", 1)
    hp.parse("n_embd=3")
    return hp
