import tensorflow as tf

flags = tf.app.flags
FLAGS = flags.FLAGS
flags.DEFINE_integer('units', 3, 'Units.')
flags.DEFINE_string('name', 'net', 'Name.')
flags.DEFINE_boolean('bias', True, 'Bias.')
tf.flags.DEFINE_float('lr', 0.1, 'Rate.')
flags.DEFINE_list('sizes', ['1', '2'], 'Sizes.')
flags.DEFINE_enum('kind', 'a', ['a', 'b'], 'Kind.')

def main(_):
    with tf.variable_scope(FLAGS.name):
        y = tf.layers.dense(tf.ones([1, 2]), FLAGS.units, use_bias=FLAGS.bias)
    tf.logging.set_verbosity(tf.logging.INFO)
    print(y.name, FLAGS.lr, FLAGS.sizes, FLAGS.kind, [v.name for v in tf.trainable_variables()])

if __name__ == '__main__':
    tf.app.run()
