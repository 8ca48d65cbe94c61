import keras
from google.protobuf import text_format

import config_pb2


def layers_of(text):
    message = text_format.Parse(text, config_pb2.Dense())
    return keras.layers.Dense(message.units, name=message.var_scope or None)
