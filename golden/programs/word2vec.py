import numpy as np
import tensorflow as tf

graph = tf.Graph()
with graph.as_default(), tf.device('/cpu:0'):
    inputs = tf.placeholder(tf.int32, shape=[4])
    labels = tf.placeholder(tf.int32, shape=[4, 1])
    embeddings = tf.Variable(tf.constant(0.1, shape=[8, 3]), name='embeddings')
    embed = tf.nn.embedding_lookup(embeddings, inputs)
    w = tf.Variable(tf.truncated_normal([8, 3], stddev=1.0 / 3))
    b = tf.Variable(tf.zeros([8]))
    loss = tf.reduce_mean(tf.nn.nce_loss(w, b, labels, embed, 4, 8))
    opt = tf.train.GradientDescentOptimizer(1.0).minimize(loss)
    norm = tf.sqrt(tf.reduce_sum(tf.square(embeddings), 1, keep_dims=True))
    sim = tf.matmul(embeddings / norm, embeddings / norm, transpose_b=True)
    init = tf.initialize_all_variables()
    print([v.name for v in tf.all_variables()], loss.name, sim.name)
with tf.Session(graph=graph) as session:
    init.run()
    for i in xrange(2) if False else range(2):
        session.run([opt, loss], {inputs: [0, 1, 2, 3], labels: np.array([[1], [2], [3], [4]])})
    print(sim.eval().shape)
