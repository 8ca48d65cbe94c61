import tensorflow as tf

def model_fn(features, labels, mode, params):
    h = tf.layers.dense(features['x'], params['n'], tf.nn.relu)
    logits = tf.layers.dense(h, 2)
    pred = tf.argmax(logits, 1)
    loss = tf.losses.sparse_softmax_cross_entropy(labels, logits)
    acc = tf.metrics.accuracy(labels, pred)
    train = tf.train.AdamOptimizer().minimize(loss, tf.train.get_global_step())
    return logits, loss, train, acc

tf.train.create_global_step()
out = model_fn({'x': tf.ones([2, 3])}, tf.constant([0, 1]), 'train', {'n': 4})
print([getattr(o, 'name', None) for o in out], [v.name for v in tf.global_variables()])
