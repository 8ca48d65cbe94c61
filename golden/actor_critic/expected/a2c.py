import numpy as np
import tensorflow as tf
from migrate import compat_scope

from utils import fc, find_trainable_variables, cat_entropy, make_path

tf.compat.v1.disable_v2_behavior()


class MlpPolicy(object):

    def __init__(self, sess, X, nact, reuse=False):
        with compat_scope.variable_scope("model", reuse=reuse):
            activ = tf.tanh
            h1 = activ(fc(X, 'pi_fc1', nh=6, init_scale=np.sqrt(2)))
            pi = fc(h1, 'pi', nact, init_scale=0.01)
            h2 = activ(fc(X, 'vf_fc1', nh=6, init_scale=np.sqrt(2)))
            vf = fc(h2, 'vf', 1)[:, 0]
            logstd = compat_scope.get_variable(name="logstd", shape=[1, nact], initializer=tf.compat.v1.zeros_initializer())

        a0 = tf.argmax(pi + tf.exp(logstd) * 0.0, axis=-1)
        self.initial_state = None

        def step(ob, *_args, **_kwargs):
            a, v = sess.run([a0, vf], {X: ob})
            return a, v, self.initial_state

        def value(ob, *_args, **_kwargs):
            return sess.run(vf, {X: ob})

        self.X = X
        self.pi = pi
        self.vf = vf
        self.logstd = logstd
        self.step = step
        self.value = value


class Model(object):

    def __init__(self, sess, nact=3, ent_coef=0.01, vf_coef=0.5, max_grad_norm=0.5, lr=7e-2):
        X = tf.compat.v1.placeholder(tf.float32, [None, 5], name='ob')
        A = tf.compat.v1.placeholder(tf.int32, [None], name='actions')
        R = tf.compat.v1.placeholder(tf.float32, [None], name='returns')

        step_model = MlpPolicy(sess, X, nact, reuse=False)
        train_model = MlpPolicy(sess, X, nact, reuse=True)

        neglogpac = tf.nn.sparse_softmax_cross_entropy_with_logits(logits=train_model.pi, labels=A)
        advantage = R - tf.stop_gradient(train_model.vf)
        pg_loss = tf.reduce_mean(advantage * neglogpac)
        vf_loss = tf.reduce_mean(tf.square(tf.squeeze(train_model.vf) - R) / 2.)
        entropy = tf.reduce_mean(cat_entropy(train_model.pi))
        loss = pg_loss - entropy * ent_coef + vf_loss * vf_coef + 0.001 * tf.reduce_sum(tf.exp(train_model.logstd))

        params = find_trainable_variables("model")
        grads = tf.compat.v1.gradients(loss, params)
        if max_grad_norm is not None:
            grads, grad_norm = tf.clip_by_global_norm(grads, max_grad_norm)
        grads = list(zip(grads, params))
        trainer = tf.compat.v1.train.RMSPropOptimizer(learning_rate=lr, decay=0.99, epsilon=1e-5)
        _train = trainer.apply_gradients(grads)

        def train(obs, rewards, actions):
            policy_loss, value_loss, policy_entropy, _ = sess.run(
                [pg_loss, vf_loss, entropy, _train], {X: obs, A: actions, R: rewards})
            return policy_loss, value_loss, policy_entropy

        def load(values):
            restores = []
            for p, value in zip(params, values):
                restores.append(p.assign(value))
            sess.run(restores)

        self.train = train
        self.load = load
        self.params = params
        self.step = step_model.step
        self.value = step_model.value
        self.loss = loss
        self.pi = step_model.pi


def build():
    model = Model(None)
    return model.loss, model.pi, [p.name for p in model.params], make_path("a", "b")


def learn(checkpoint, ob, actions, returns):
    config = tf.compat.v1.ConfigProto(allow_soft_placement=True, intra_op_parallelism_threads=1,
                            inter_op_parallelism_threads=1)
    sess = tf.compat.v1.InteractiveSession(config=config)
    model = Model(sess)
    compat_scope.global_variables_initializer().run(session=sess)
    reader = tf.compat.v1.train.NewCheckpointReader(checkpoint)
    model.load([reader.get_tensor(p.op.name) for p in model.params])
    history = [model.train(ob, returns, actions) for _ in range(4)]
    a, v, _ = model.step(ob)
    logstd = model.params[-1].eval()
    sess.close()
    return history, a, v, logstd
