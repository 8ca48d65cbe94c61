import tensorflow as tf

made = [
    tf.layers.Dense(3), tf.layers.Conv1D(2, 3), tf.layers.Conv2D(4, (3, 2), strides=2, padding='same'),
    tf.layers.Conv3D(1, 2), tf.layers.Conv2DTranspose(3, 4), tf.layers.SeparableConv2D(2, 3),
    tf.layers.MaxPooling2D(2, 2), tf.layers.AveragePooling1D(2, 1), tf.layers.Flatten(),
    tf.layers.Dropout(0.4), tf.layers.BatchNormalization(momentum=0.9),
]
for layer in made:
    config = layer.get_config()
    print(type(layer).__name__, layer.name)
    for key in sorted(config):
        if not isinstance(config[key], dict):
            print('   ', key, config[key])
