"""Tensors looked up by the names that TF1's functions of several ops gave their results."""
import tensorflow as tf


def main():
    logits = tf.placeholder(tf.float32, [None, 3], name="logits")
    classes = tf.placeholder(tf.int32, [None], name="classes")
    steps = tf.linspace(0.0, 1.0, 7)
    with tf.name_scope("scores"):
        tf.reduce_logsumexp(logits, axis=1)
        tf.reduce_logsumexp(logits, axis=1, keepdims=True)
        tf.reduce_logsumexp(logits, name="all")
    tf.bincount(classes)
    tf.bincount(classes, weights=tf.to_float(classes), minlength=3, maxlength=6)
    tf.confusion_matrix(classes, tf.argmax(logits, 1), num_classes=4)
    tf.confusion_matrix(classes, classes, weights=[1, 2, 3], name="matrix")
    tf.lin_space(-1.0, 1.0, 3, name="edges")
    gradient, = tf.gradients(tf.get_default_graph().get_tensor_by_name("scores/all/Add:0"), logits)
    cell = tf.contrib.rnn.LSTMBlockCell(4, use_peephole=True, cell_clip=0.05)
    outputs, _ = tf.nn.static_rnn(cell, [logits, logits], dtype=tf.float32)
    weights = tf.trainable_variables()
    slopes = tf.gradients(outputs[1], weights)
    tf.nn.static_rnn(tf.contrib.rnn.GRUBlockCellV2(2), [logits], dtype=tf.float32, scope="other")
    names = [
        steps.name,
        "scores/ReduceLogSumExp/Add:0",
        "scores/ReduceLogSumExp_1/Add:0",
        "scores/all/Add:0",
        "bincount/Bincount:0",
        "bincount_1/UnsortedSegmentSum:0",
        "confusion_matrix/SparseTensorDenseAdd:0",
        "matrix/SparseTensorDenseAdd:0",
        "edges:0",
        "rnn/lstm_cell/LSTMBlockCell:1",
        "rnn/lstm_cell/LSTMBlockCell_1:6",
        "other/gru_cell/GRUBlockCell:3",
    ]
    feed = {logits: [[0.5, -1.0, 2.0], [0.0, 0.25, -0.25], [1.0, 3.0, -2.0]], classes: [1, 3, 1]}
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        for variable in tf.global_variables():
            variable.load(session.run(tf.ones_like(variable)) * 0.125, session)
        for name in names:
            value = session.run(name, feed)
            print(name, value.dtype, value.shape, [round(float(v), 4) for v in value.ravel()])
        print([round(float(v), 4) for v in session.run(gradient, feed).ravel()])
        for variable, slope in zip(weights, session.run(slopes, feed)):
            print(variable.name, [round(float(v), 3) for v in slope.ravel()[:8]])


if __name__ == "__main__":
    main()
