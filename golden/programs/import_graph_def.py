import tensorflow as tf

x = tf.placeholder(tf.float32, [None], name='x')
w = tf.get_variable('w', initializer=[2.0])
y = tf.multiply(x, w, name='y')
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    gd = tf.graph_util.convert_variables_to_constants(sess, tf.get_default_graph().as_graph_def(), ['y'])
print(sorted(n.name for n in gd.node if n.op in ('Placeholder', 'Const', 'Mul')))
with tf.Graph().as_default() as g:
    xi, yi = tf.import_graph_def(gd, return_elements=['x:0', 'y:0'], name='imp')
    with tf.Session() as sess:
        print(xi.name, yi.name, sess.run(yi, {xi: [1., 2.]}))
text = tf.train.write_graph(gd, '/tmp', 'unseen_graph.pbtxt')
new = tf.GraphDef()
print(len(new.node), tf.gfile.Exists('/tmp/unseen_graph.pbtxt'))
