"""dennybritz/cnn-text-classification-tf: the text CNN and a training step."""

import numpy as np
import probe_common
import tensorflow as tf

import text_cnn


def network():
    cnn = text_cnn.TextCNN(
        sequence_length=9,
        num_classes=3,
        vocab_size=11,
        embedding_size=6,
        filter_sizes=[2, 3, 4],
        num_filters=5,
        l2_reg_lambda=0.1,
    )
    global_step = tf.Variable(0, name="global_step", trainable=False)
    optimizer = tf.train.AdamOptimizer(1e-2)
    gradients = optimizer.compute_gradients(cnn.loss)
    step = optimizer.apply_gradients(gradients, global_step=global_step)
    feed = {
        cnn.input_x: np.arange(36).reshape(4, 9) % 11,
        cnn.input_y: np.eye(3, dtype=np.float32)[[0, 1, 2, 1]],
        cnn.dropout_keep_prob: 1.0,
    }
    outputs = {
        "scores": cnn.scores,
        "predictions": cnn.predictions,
        "loss": cnn.loss,
        "accuracy": cnn.accuracy,
    }
    after = {"loss": cnn.loss, "step": global_step}
    return [("before", outputs, feed), ("step", {"train": step}, feed), ("after", after, feed)]


if __name__ == "__main__":
    probe_common.run([("network", network)])
