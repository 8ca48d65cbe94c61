"""Static shapes compared, with sizes that the graph knows and that it does not."""
import tensorflow as tf


def project(x, units, name):
    with tf.variable_scope(name):
        return tf.layers.dense(x, units, name="dense", kernel_initializer=tf.ones_initializer())


def block(x, units, name):
    """A residual block: the shortcut is projected where the shapes differ."""
    with tf.variable_scope(name):
        y = project(x, units, "main")
        if x.get_shape() == y.get_shape():
            return x + y
        return project(x, units, "shortcut") + y


def other_block(x, units, name):
    with tf.variable_scope(name):
        y = project(x, units, "main")
        shortcut = x
        if x.shape != y.shape:
            shortcut = project(x, units, "shortcut")
        same = "same" if x.shape[1:] == y.shape[1:] else "other"
        print(name, same, x.shape == y.shape, shortcut.get_shape() == y.get_shape())
        return shortcut + y


def sizes(x, known):
    shape = x.get_shape()
    print(shape == [None, 3], [2, 3] == shape, shape == tf.TensorShape([2, 3]))
    print(known.shape == shape, known.shape == (2, 3), known.get_shape() != [2, 4])
    assert known.get_shape() == known.get_shape()
    unknown = tf.TensorShape(None)
    print(unknown == tf.TensorShape(None), unknown == shape, shape == unknown)
    print(shape != known.shape, known.shape != [2, 3], shape != known.shape[:1])
    try:
        print(shape != unknown)
    except ValueError as error:
        print(error)
    if known.shape != tf.TensorShape([2, 3]):
        raise ValueError("another shape")


def main():
    unknown = tf.placeholder(tf.float32, [None, 3])
    known = tf.ones([2, 3])
    outputs = [
        block(unknown, 3, "a"),
        block(known, 3, "b"),
        block(known, 4, "c"),
        other_block(unknown, 3, "d"),
        other_block(known, 3, "e"),
    ]
    sizes(unknown, known)
    print([v.name for v in tf.trainable_variables()])
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        for value in session.run(outputs, {unknown: [[1.0, 2.0, 3.0]]}):
            print(value.tolist())


if __name__ == "__main__":
    main()
