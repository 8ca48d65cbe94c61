"""Functional Keras whose blocks take `scope`, `name` and `reuse`."""
import keras
from keras import layers


def conv_bn(x, filters, name, reuse=None, scope=None, training=None):
    prefix = f"{scope}_{name}" if scope else name
    x = layers.Conv2D(filters, 3, padding="same", use_bias=False, name=prefix + "_conv")(x)
    x = layers.BatchNormalization(name=prefix + "_bn")(x, training=training)
    return layers.Activation("relu", name=prefix + "_relu")(x)


def residual(x, filters, scope):
    shortcut = x
    for i in range(2):
        x = conv_bn(x, filters, "conv_%d" % i, scope=scope)
    if shortcut.shape[-1] != filters:
        shortcut = layers.Conv2D(filters, 1, name=scope + "_shortcut")(shortcut)
    return layers.add([shortcut, x], name=scope + "_add")


def resnet(shape=(8, 8, 3), classes=4, scope="resnet"):
    inputs = x = keras.Input(shape)
    for i, filters in enumerate([4, 8]):
        with keras.name_scope("stage_%d" % i):
            x = residual(x, filters, scope="%s_%d" % (scope, i))
    x = layers.GlobalAveragePooling2D()(x)
    x = layers.Lambda(lambda t: t * 2.0, name="twice")(x)
    return keras.Model(inputs, layers.Dense(classes, name="logits")(x), name=scope)


model = resnet()
shared = keras.Input((8, 8, 3))
twins = keras.Model(shared, [model(shared), model(shared)])
