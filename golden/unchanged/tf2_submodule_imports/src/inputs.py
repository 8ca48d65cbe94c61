import tensorflow as tf
from tensorflow import data, io, nn, summary
from tensorflow.data import Dataset
from tensorflow.keras import Model, Sequential, losses, metrics, optimizers, regularizers
from tensorflow.keras.utils import plot_model, to_categorical
from tensorflow.io import gfile
import tensorflow.keras.backend as K
import tensorflow.math as tfm


def ds(path):
    with gfile.GFile(path) as f:
        lines = f.readlines()
    return Dataset.from_tensor_slices(lines).map(lambda s: io.decode_raw(s, tf.uint8)).batch(2)


def loss(y, p):
    return tfm.reduce_mean(losses.binary_crossentropy(y, nn.sigmoid(p))) + K.epsilon()
