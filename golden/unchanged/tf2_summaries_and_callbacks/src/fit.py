"""TensorBoard through callbacks and through writers."""
import datetime

import tensorflow as tf


class LearningRateLogger(tf.keras.callbacks.Callback):
    def __init__(self, logdir):
        super().__init__()
        self.writer = tf.summary.create_file_writer(logdir + "/lr")

    def on_epoch_end(self, epoch, logs=None):
        with self.writer.as_default(step=epoch):
            tf.summary.scalar("learning_rate", self.model.optimizer.learning_rate)
            for weight in self.model.trainable_weights:
                tf.summary.histogram(weight.path, weight)
        self.writer.flush()


def fit(model, dataset, logdir="logs"):
    run = f"{logdir}/{datetime.datetime.now():%Y%m%d-%H%M%S}"
    callbacks = [
        tf.keras.callbacks.TensorBoard(log_dir=run, histogram_freq=1, profile_batch=0),
        tf.keras.callbacks.ModelCheckpoint(run + "/best.weights.h5", save_weights_only=True),
        tf.keras.callbacks.EarlyStopping(patience=3, restore_best_weights=True),
        LearningRateLogger(run),
    ]
    model.compile("adam", loss="mse", metrics=["mae"])
    return model.fit(dataset, epochs=3, callbacks=callbacks, verbose=0)
