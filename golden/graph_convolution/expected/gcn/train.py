from __future__ import division
from __future__ import print_function

import tensorflow as tf
from migrate import compat_scope

from gcn.layers import _LAYER_UIDS
from gcn.models import GCN, make_placeholders

tf.compat.v1.disable_v2_behavior()


def train(checkpoint, features, labels):
    tf.compat.v1.set_random_seed(123)
    _LAYER_UIDS.clear()
    placeholders = make_placeholders()
    model = GCN(placeholders, input_dim=5, name='gcn_model')
    sess = tf.compat.v1.Session()
    sess.run(compat_scope.global_variables_initializer())
    tf.compat.v1.train.Saver().restore(sess, checkpoint)
    feed_dict = {placeholders['features']: features, placeholders['labels']: labels}
    costs = []
    for epoch in range(4):
        outs = sess.run([model.opt_op, model.loss], feed_dict=feed_dict)
        costs.append(outs[1])
        print("Epoch:", '%04d' % (epoch + 1), "train_loss=", "{:.5f}".format(outs[1]))
    return costs
