"""An actor critic whose averaged policy keeps the new one near."""
import tensorflow as tf

from policies import recurrent_policy


class Model(object):
    def __init__(self, policy, steps, actions, alpha=0.9):
        self.obs = tf.placeholder(tf.float32, [steps, 2, 3], name="obs")
        self.state = tf.placeholder(tf.float32, [steps, 4], name="state")
        self.returns = tf.placeholder(tf.float32, [steps], name="returns")

        with tf.variable_scope("agent", reuse=tf.AUTO_REUSE):
            step_model = policy(self.obs, self.state, actions)
            train_model = policy(self.obs, self.state, actions)

        params = tf.trainable_variables("agent")
        ema = tf.train.ExponentialMovingAverage(alpha)
        average = ema.apply(params)

        def averaged(getter, *args, **kwargs):
            v = ema.average(getter(*args, **kwargs))
            return v

        with tf.variable_scope("agent", custom_getter=averaged, reuse=True):
            average_model = policy(self.obs, self.state, actions)

        def perturbed(getter, name, *args, **kwargs):
            w = getter(name, *args, **kwargs)
            return w + 0.1 * tf.cos(50.0 * w) if name.endswith("/w") else w

        with tf.variable_scope("agent", custom_getter=perturbed, reuse=True):
            perturbed_model = policy(self.obs, self.state, actions)

        f = tf.nn.softmax(train_model.pi)
        f_average = tf.stop_gradient(tf.nn.softmax(average_model.pi))
        near = -tf.reduce_mean(tf.reduce_sum(f_average * tf.log(f + 1e-6), -1))
        value = tf.reduce_sum(f * train_model.q, -1)
        robust = tf.reduce_mean(tf.square(perturbed_model.q - tf.stop_gradient(train_model.q)))
        self.loss = tf.reduce_mean(tf.square(self.returns - value)) + near + robust
        gradients = tf.gradients(self.loss, params)
        gradients, self.norm = tf.clip_by_global_norm(gradients, 5.0)
        trainer = tf.train.RMSPropOptimizer(0.05, decay=0.9, epsilon=1e-4)
        self.update = trainer.apply_gradients(list(zip(gradients, params)))
        self.average = tf.group(average)
        self.params = params
        self.models = step_model, average_model, perturbed_model


def build():
    model = Model(recurrent_policy, 5, 3)
    step, average, perturbed = model.models
    return {"pi": step.pi, "q": step.q, "average": average.pi, "perturbed": perturbed.q, "loss": model.loss,
            "norm": model.norm, "params": [v.op.name for v in model.params]}


def run(checkpoint, obs, state, returns):
    model = Model(recurrent_policy, 5, 3)
    feed = {model.obs: obs, model.state: state, model.returns: returns}
    names = [v.op.name for v in tf.global_variables()]
    with tf.Session() as sess:
        tf.train.Saver().restore(sess, checkpoint)
        losses = []
        for _ in range(3):
            losses.append(sess.run(model.loss, feed))
            sess.run(model.update, feed)
            sess.run(model.average)
        fetched = sess.run([m.pi for m in model.models] + [m.state for m in model.models], feed)
    return {"names": names, "losses": losses, "after": fetched}
