import tensorflow as tf

flags = tf.app.flags
flags.DEFINE_integer('n_units', 3, 'units')
flags.DEFINE_string('scope_name', 'net', 'scope')
tf.flags.DEFINE_boolean('verbose_run', True, 'talk')
flags.DEFINE_float('rate', 0.5, 'rate')
flags.DEFINE_enum('mode', 'train', ['train', 'eval'], 'mode')
FLAGS = flags.FLAGS


def main(_):
    tf.logging.set_verbosity(tf.logging.INFO)
    with tf.variable_scope(FLAGS.scope_name):
        y = tf.layers.dense(tf.ones([1, 2]), FLAGS.n_units, use_bias=not FLAGS.verbose_run)
    tf.logging.info('built %s', y.name)
    print(y.name, FLAGS.rate, FLAGS.mode, [v.name for v in tf.global_variables()])


if __name__ == '__main__':
    tf.app.run()
