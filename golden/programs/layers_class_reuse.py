import tensorflow as tf


class Net(object):
    def __init__(self, units, name='net'):
        self.name = name
        self.fc1 = tf.layers.Dense(units, activation=tf.nn.relu, name='fc1', kernel_initializer=tf.constant_initializer(0.2))
        self.fc2 = tf.layers.Dense(1, name='fc2', kernel_initializer=tf.ones_initializer)
        self.bn = tf.layers.BatchNormalization(momentum=0.9, name='bn')

    def __call__(self, x, training=False):
        with tf.variable_scope(self.name, reuse=tf.AUTO_REUSE):
            h = self.bn(self.fc1(x), training=training)
            return self.fc2(h)

    @property
    def weights(self):
        return self.fc1.trainable_weights + self.fc2.weights


net = Net(4)
a = net(tf.ones([2, 3]), training=True)
b = net(tf.zeros([2, 3]))
print(a.name, b.name)
print([w.name for w in net.weights], [v.name for v in net.bn.non_trainable_variables])
print([u.name for u in net.bn.updates], net.fc1.units, net.fc1.name, net.fc1.scope_name if hasattr(net.fc1, 'scope_name') else '')
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run([a, b])[1].tolist())
