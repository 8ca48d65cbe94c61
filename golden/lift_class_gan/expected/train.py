import tensorflow as tf
from migrate import compat_scope

from networks import Critic, Translator

tf.compat.v1.disable_v2_behavior()


class Model(object):
  def __init__(self, size=8, learning_rate=0.01):
    self.is_training = tf.compat.v1.placeholder_with_default(False, shape=[], name='is_training')
    self.summer = tf.compat.v1.placeholder(tf.float32, [2, size, size, 3], name='summer')
    self.winter = tf.compat.v1.placeholder(tf.float32, [2, size, size, 3], name='winter')
    self.learning_rate = learning_rate

    self.to_winter = compat_scope.new_layer(
        Translator, 'W', self.is_training, size=size
    )
    self.to_summer = compat_scope.new_layer(
        Translator, 'S', self.is_training, blocks=1, size=size
    )
    self.critic = compat_scope.new_layer(Critic, 'C_W')

  def losses(self):
    fake = self.to_winter(self.summer)
    cycle = self.distance(self.to_summer, fake, self.summer)
    cycle += self.distance(self.to_winter, self.to_summer(self.winter), self.winter)
    fool = tf.reduce_mean(tf.math.squared_difference(self.critic(fake), 0.9))
    critic = self.critic_loss(self.critic, self.winter, fake)
    return fool + cycle, critic

  def distance(self, translate, images, targets):
    return tf.reduce_mean(tf.abs(translate(images) - targets))

  def critic_loss(self, critic, real, fake):
    return (tf.reduce_mean(tf.math.squared_difference(critic(real), 0.9))
            + tf.reduce_mean(tf.square(critic(fake)))) / 2

  def optimize(self, loss, critic_loss):
    def step(loss, variables, name, after):
      optimizer = tf.compat.v1.train.AdamOptimizer(self.learning_rate, name=name)
      gradients = optimizer.compute_gradients(loss, var_list=variables)
      with tf.control_dependencies([g for g, _ in gradients] + after):
        return optimizer.apply_gradients(gradients)

    updates = compat_scope.get_collection(compat_scope.GraphKeys.UPDATE_OPS)
    translate = step(loss, self.to_winter.variables + self.to_summer.variables, 'Adam_G', updates)
    return [translate, step(critic_loss, self.critic.vars, 'Adam_C', [])]


def build(steps):
  model = Model()
  loss, critic_loss = model.losses()
  samples = model.to_summer.sample(model.winter)
  return {'loss': loss, 'critic': critic_loss, 'samples': samples,
          'names': [[v.op.name for v in net.variables] for net in (model.to_winter, model.to_summer)],
          'critic_names': [v.name for v in model.critic.vars],
          'updates': len(compat_scope.get_collection(compat_scope.GraphKeys.UPDATE_OPS)),
          'attributes': [model.to_winter.name, model.to_summer.blocks, model.critic.widths]}


def run(checkpoint, summer, winter, is_training, steps):
  with tf.compat.v1.Session() as sess:
    model = Model()
    loss, critic_loss = model.losses()
    train = model.optimize(loss, critic_loss)
    sess.run(compat_scope.global_variables_initializer())
    saver = tf.compat.v1.train.Saver([v for v in compat_scope.global_variables() if 'Adam' not in v.name and '_power' not in v.name])
    saver.restore(sess, checkpoint)
    feed = {model.summer: summer, model.winter: winter}
    history = []
    for _ in range(steps):
      history.append(sess.run([loss, critic_loss], feed))
      for step in train:
        sess.run(step, feed)
    feed[model.is_training] = True
    history.append(sess.run([loss, critic_loss], feed))
    return history
