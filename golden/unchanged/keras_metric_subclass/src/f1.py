import tensorflow as tf


class F1(tf.keras.metrics.Metric):
    def __init__(self, name="f1", **kw):
        super().__init__(name=name, **kw)
        self.tp = self.add_weight(name="tp", initializer="zeros")
        self.n = self.add_weight(name="n", initializer="zeros")

    def update_state(self, y_true, y_pred, sample_weight=None):
        y_pred = tf.cast(tf.argmax(y_pred, 1), tf.int32)
        self.tp.assign_add(tf.reduce_sum(tf.cast(tf.equal(y_pred, y_true), tf.float32)))
        self.n.assign_add(tf.cast(tf.size(y_true), tf.float32))

    def result(self):
        return tf.math.divide_no_nan(self.tp, self.n)

    def reset_state(self):
        for v in self.variables:
            v.assign(tf.zeros_like(v))
