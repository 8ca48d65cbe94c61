"""tf.losses, tf.metrics, tf.optimizers and tf.initializers, as TensorFlow 2 means them."""
import tensorflow as tf

loss_object = tf.losses.SparseCategoricalCrossentropy(from_logits=True)
loss_metric = tf.metrics.Mean(name="loss")
accuracy = tf.metrics.SparseCategoricalAccuracy()
optimizer = tf.optimizers.Adam(learning_rate=1e-3)
kernel = tf.Variable(tf.initializers.GlorotUniform(seed=1)((4, 3)), name="kernel")


@tf.function
def train_step(x, y):
    with tf.GradientTape() as tape:
        logits = tf.nn.dropout(x, rate=0.1) @ kernel
        loss = loss_object(y, logits)
    optimizer.apply_gradients([(tape.gradient(loss, kernel), kernel)])
    loss_metric.update_state(loss)
    accuracy.update_state(y, logits)


for epoch in range(2):
    loss_metric.reset_state()
    accuracy.reset_state()
    for _ in range(3):
        train_step(tf.ones([2, 4]), tf.constant([0, 2]))
    print(epoch, float(loss_metric.result()) > 0, accuracy.result().shape)
