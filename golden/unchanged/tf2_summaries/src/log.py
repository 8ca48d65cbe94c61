import tensorflow as tf

writer = tf.summary.create_file_writer("/tmp/logs")
with writer.as_default():
    for step in range(3):
        tf.summary.scalar("loss", 1.0 / (step + 1), step=step)
