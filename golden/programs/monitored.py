import tempfile
import tensorflow as tf


class Stop(tf.train.SessionRunHook):
    def begin(self):
        self.n = 0

    def before_run(self, ctx):
        return tf.train.SessionRunArgs(tf.train.get_global_step())

    def after_run(self, ctx, values):
        self.n += 1
        print('step', values.results)
        if self.n == 3:
            ctx.request_stop()


with tf.Graph().as_default():
    step = tf.train.create_global_step()
    w = tf.get_variable('w', [], initializer=tf.constant_initializer(4.))
    train = tf.train.GradientDescentOptimizer(0.1).minimize(tf.square(w), global_step=step)
    d = tempfile.mkdtemp()
    with tf.train.MonitoredTrainingSession(checkpoint_dir=d, hooks=[Stop(), tf.train.StopAtStepHook(last_step=10)], save_summaries_steps=None, save_summaries_secs=None, log_step_count_steps=None) as sess:
        while not sess.should_stop():
            sess.run(train)
    print(sorted(n for n, _ in tf.train.list_variables(tf.train.latest_checkpoint(d))))
