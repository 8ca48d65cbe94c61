def build():
    import tensorflow as tf
    from tensorflow.contrib.layers import xavier_initializer as xi
    with tf.variable_scope('b', initializer=xi(uniform=False)):
        return tf.get_variable('w', [3, 2]), tf.layers.dense(tf.ones([1, 3]), 2)


def main():
    import tensorflow as tf
    w, y = build()
    g = tf.gradients(y, tf.trainable_variables())
    print(w.name, y.shape.as_list(), [x if x is None else x.name for x in g])


if __name__ == '__main__':
    main()
