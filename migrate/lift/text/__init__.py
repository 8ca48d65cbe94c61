"""The text of lifted code, for Keras and for `tf.Module`."""
