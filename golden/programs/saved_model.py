import os, tempfile
import tensorflow as tf

d = os.path.join(tempfile.mkdtemp(), 'sm')
with tf.Session(graph=tf.Graph()) as sess:
    x = tf.placeholder(tf.float32, [None], name='x')
    w = tf.get_variable('w', initializer=3.0)
    y = x * w
    sess.run(tf.global_variables_initializer())
    tf.saved_model.simple_save(sess, d, {'x': x}, {'y': y})
with tf.Session(graph=tf.Graph()) as sess:
    m = tf.saved_model.loader.load(sess, [tf.saved_model.tag_constants.SERVING], d)
    sig = m.signature_def[tf.saved_model.signature_constants.DEFAULT_SERVING_SIGNATURE_DEF_KEY]
    print(sig.inputs['x'].name, sess.run(sig.outputs['y'].name, {sig.inputs['x'].name: [1., 2.]}))
