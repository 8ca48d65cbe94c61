import tensorflow as tf

class Hook(tf.train.SessionRunHook):
    def begin(self):
        self.n = 0
    def after_create_session(self, session, coord):
        print('created')
    def before_run(self, ctx):
        return tf.train.SessionRunArgs({'w': w})
    def after_run(self, ctx, values):
        self.n += 1
        print(sorted(values.results), self.n)
        if self.n == 2:
            ctx.request_stop()
    def end(self, session):
        print('end')

w = tf.Variable(2.0, name='w')
inc = w.assign_add(1.0)
with tf.train.SingularMonitoredSession(hooks=[Hook()]) as sess:
    while not sess.should_stop():
        sess.run(inc)
