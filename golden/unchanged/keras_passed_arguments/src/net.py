import functools

import keras

conv3 = functools.partial(keras.layers.Conv2D, kernel_size=3, padding="same")
conv1 = functools.partial(keras.layers.Conv2D, kernel_size=1)


def conv_bn(x, *args, conv=conv3, **kwargs):
    x = conv(*args, use_bias=False, **kwargs)(x)
    return keras.layers.BatchNormalization()(x)


def net(shape, widths=(8, 16)):
    inputs = x = keras.Input(shape)
    for width in widths:
        x = keras.layers.ReLU()(conv_bn(x, width, strides=2))
    x = conv_bn(x, widths[-1], conv=conv1)
    return keras.Model(inputs, keras.layers.GlobalAveragePooling2D()(x))
