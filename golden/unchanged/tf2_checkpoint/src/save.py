import tensorflow as tf

step = tf.Variable(0, dtype=tf.int64)
checkpoint = tf.train.Checkpoint(step=step)
manager = tf.train.CheckpointManager(checkpoint, "/tmp/ckpt", max_to_keep=3)
checkpoint.restore(manager.latest_checkpoint)
