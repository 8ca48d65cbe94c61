"""Names of TF1 as attributes of other objects."""
import tensorflow as tf


class Config:
    class layers:
        dense = 4
        conv2d = (3, 3)

    class contrib:
        slim = "no"

    Session = dict
    placeholder = None


def width(config: Config = Config) -> int:
    session = config.Session(layers=config.layers.dense)
    return session["layers"] + config.layers.conv2d[0]


def lookup(config, tf_config):
    tf_config.Session, tf_config.variable_scope = config.Session, "a"
    return {k: getattr(tf_config, k) for k in ("Session", "variable_scope")}


print(tf.fill([2], width()), Config.contrib.slim)
