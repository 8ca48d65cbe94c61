import tensorflow as tf
from migrate import compat_scope

from networks import Judge, Translator


class Pair(object):
  """Two translators and two judges."""

  def __init__(self, cycle_weight=10.0):
    self.cycle_weight = cycle_weight
    self.to_winter = compat_scope.new_layer(Translator, 'to_winter')
    self.to_summer = compat_scope.new_layer(Translator, 'to_summer', width=3, blocks=1)
    self.winter_judge = compat_scope.new_layer(Judge, 'winter_judge')
    self.summer_judge = compat_scope.new_layer(Judge, 'summer_judge', squash=True)

  def losses(self, summer, winter):
    fake_winter = self.to_winter(summer)
    fake_summer = self.to_summer(winter)
    cycle = (tf.reduce_mean(tf.abs(self.to_summer(fake_winter) - summer)) +
             tf.reduce_mean(tf.abs(self.to_winter(fake_summer) - winter)))
    fool = tf.reduce_mean(tf.math.squared_difference(self.winter_judge(fake_winter), 0.9))
    judge = tf.reduce_mean(tf.math.squared_difference(self.winter_judge(winter), 0.9))
    both = self.summer_judge(fake_summer) + self.summer_judge(summer)
    return fool + self.cycle_weight * cycle, judge, both, fake_winter


def cycle(summer, winter):
  return Pair().losses(summer, winter)
