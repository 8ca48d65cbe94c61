import tensorflow as tf

model = tf.keras.Sequential([
    tf.keras.layers.Dense(8, activation=tf.nn.relu, kernel_initializer=tf.keras.initializers.HeNormal()),
    tf.keras.layers.BatchNormalization(),
    tf.keras.layers.Dense(2),
])
model.compile(optimizer=tf.keras.optimizers.Adam(1e-3), loss=tf.keras.losses.MeanSquaredError())
