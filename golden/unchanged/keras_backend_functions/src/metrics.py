from tensorflow.keras import backend as K
from tensorflow.keras.models import Model, load_model
from tensorflow.keras.layers import Conv2D, Input, MaxPool2D, UpSampling2D, concatenate


def dice(y_true, y_pred, smooth=1e-5):
    import tensorflow as tf

    y_true, y_pred = tf.cast(y_true, tf.float32), tf.cast(y_pred, tf.float32)
    intersection = tf.reduce_sum(y_true * y_pred, axis=[1, 2, 3])
    union = tf.reduce_sum(y_true, axis=[1, 2, 3]) + tf.reduce_sum(y_pred, axis=[1, 2, 3])
    return tf.reduce_mean((2.0 * intersection + smooth) / (union + smooth))


def segmenter(shape=(16, 16, 1)):
    inputs = Input(shape, name="image")
    x = Conv2D(4, 3, padding="same", activation="relu")(inputs)
    down = MaxPool2D()(x)
    up = concatenate([UpSampling2D()(down), x])
    model = Model(inputs=inputs, outputs=Conv2D(1, 1, activation="sigmoid")(up))
    model.compile(optimizer="adam", loss="binary_crossentropy", metrics=[dice])
    K.clear_session()
    return model
