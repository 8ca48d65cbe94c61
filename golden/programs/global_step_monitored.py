import os, tempfile
import tensorflow as tf

d = tempfile.mkdtemp()
step = tf.train.get_or_create_global_step()
w = tf.get_variable('w', [], initializer=tf.zeros_initializer())
train = tf.train.GradientDescentOptimizer(0.5).minimize(tf.square(w - 1.0), global_step=step)
hooks = [tf.train.StopAtStepHook(last_step=3), tf.train.NanTensorHook(w)]
with tf.train.MonitoredTrainingSession(checkpoint_dir=d, hooks=hooks, save_summaries_steps=None, log_step_count_steps=None) as sess:
    while not sess.should_stop():
        _, s = sess.run([train, step])
        print(s)
print(sorted(n for n, _ in tf.train.list_variables(d)), tf.train.load_variable(d, 'w'))
print(step.name, tf.train.get_global_step() is step)
