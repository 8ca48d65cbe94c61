import tensorflow as tf
from migrate import compat_scope

from agents import GLOBAL, Policy, QNetwork, Worker
from gan import all_at_once, critic, discriminator, encoder, generator, numbered, re_entered

tf.compat.v1.disable_v2_behavior()


class Model(object):

    def __init__(self):
        self.leader = Worker(GLOBAL)
        self.worker = Worker("w0", self.leader)
        self.policy = Policy(tf.compat.v1.placeholder(tf.float32, [None, 4], "policy_state"))
        self.q = QNetwork(hidden=5, rate=0.1)
        self.z = tf.compat.v1.placeholder(tf.float32, [None, 5], "z")
        self.real = tf.compat.v1.placeholder(tf.float32, [None, 4], "real")
        self.fake, self.g_vars = generator(self.z, [6, 3])
        self.again, again = generator(self.z * 2.0, [6, 3], reuse=True)
        assert again == self.g_vars
        self.on_real, _, _ = discriminator(self.real, 3)
        self.on_fake, self.d_vars, self.scope = discriminator(self.fake, 3, reuse=True)
        self.value, self.size = critic(self.fake, 3)
        self.code, self.updates, self.e_vars = encoder(self.real, True)
        self.once, self.once_vars = all_at_once(self.code, 2)
        self.twice, self.twice_vars = re_entered(self.code, 2)
        self.many = numbered(self.code, 2)
        self.penalty = tf.add_n(compat_scope.get_collection(compat_scope.GraphKeys.REGULARIZATION_LOSSES))


def model():
    m = Model()
    outputs = [m.leader.mu, m.leader.value, m.worker.mu, m.worker.value, m.worker.loss, m.policy.ratio]
    outputs += [m.q.q_eval, m.q.q_next, m.q.loss, m.fake, m.again, m.on_real, m.on_fake, m.penalty]
    return outputs + [m.value, m.size, m.code, m.once, m.twice, m.many]


def run(checkpoint, **given):
    m = Model()
    names = [v.op.name for v in m.worker.actor_params + m.leader.critic_params + m.policy.params + m.policy.old_params]
    names += [v.op.name for v in m.g_vars + m.d_vars + m.e_vars]
    names += [v.op.name for v in m.once_vars + m.twice_vars]
    assert len(m.updates) == 2
    assert len(compat_scope.get_collection("values")) == 1
    step = tf.compat.v1.train.GradientDescentOptimizer(0.1).minimize(tf.reduce_mean(m.on_fake) + m.penalty, var_list=m.g_vars)
    with tf.compat.v1.Session() as sess:
        sess.run(compat_scope.global_variables_initializer())
        tf.compat.v1.train.Saver().restore(sess, checkpoint)
        feed = {m.worker.state: given["w0/state"], m.worker.target: given["w0/target"], m.policy.state: given["policy_state"],
                m.leader.state: given["global/state"], m.q.s: given["s"], m.q.s_: given["s_"],
                m.q.q_target: given["q_target"], m.z: given["z"], m.real: given["real"]}
        first = sess.run([m.leader.value, m.worker.value, m.q.q_next], feed)
        sess.run([m.worker.push, m.q.train, step] + m.updates, feed)
        sess.run([m.worker.pull, m.q.replace, m.policy.update_old], feed)
        last = sess.run([m.leader.value, m.worker.value, m.worker.mu, m.q.q_next, m.policy.ratio, m.fake, m.on_fake] + m.e_vars, feed)
    return first, last, "\n".join([m.scope] + names)
