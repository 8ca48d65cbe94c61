import numpy as np
import tensorflow as tf

features = {'x': np.array([[1.], [2.], [3.]], np.float32)}
labels = np.array([0, 1, 0])


def input_fn():
    ds = tf.data.Dataset.from_tensor_slices((features, labels)).repeat(1).batch(2)
    return ds.make_one_shot_iterator().get_next()


def model_fn(features, labels, mode, params):
    with tf.variable_scope('model'):
        logits = tf.layers.dense(features['x'], params['n'], kernel_initializer=tf.constant_initializer([[0.1, 0.2]]))
    loss = tf.losses.sparse_softmax_cross_entropy(labels=labels, logits=logits)
    pred = tf.argmax(logits, axis=-1, output_type=tf.int32)
    return loss, pred


f, l = input_fn()
loss, pred = model_fn(f, l, tf.estimator.ModeKeys.TRAIN, {'n': 2})
print(loss.name, pred.name, tf.estimator.ModeKeys.EVAL, pred.dtype.name)
with tf.train.MonitoredSession() as sess:
    while not sess.should_stop():
        print('%.5f' % sess.run(loss))
