import tensorflow as tf

g = tf.Graph()
with g.as_default(), tf.device('/cpu:0'):
    with tf.variable_scope('v') as sc:
        a = tf.get_variable('a', [1], initializer=tf.zeros_initializer)
    with tf.device(lambda op: '/cpu:0'):
        b = tf.Variable(tf.ones([1]), name='b')
    total = tf.add_n([a, b], name='total')
with tf.Graph().as_default() as other:
    c = tf.get_variable('v/a', [2])
    print(c.graph is other, c.name, len(tf.global_variables()))
print(a.device, total.op.device, a.graph is g, g.get_tensor_by_name('total:0') is total, g.get_operation_by_name('v/a').type)
print([op.name for op in g.get_operations()][:6], total.op.inputs[1].name, len(total.op.control_inputs))
with tf.Session(graph=g, config=tf.ConfigProto(allow_soft_placement=True, gpu_options=tf.GPUOptions(allow_growth=True))) as sess:
    sess.run([v.initializer for v in (a, b)])
    print(sess.run(total), sess.graph is g, total.eval())
