import scaled
import small_cnn
from migrate import compat_scope


def model(images, labels, ids):
  logits, loss = small_cnn.train(images, labels, 3)
  near, far = compat_scope.get_layer(scaled.Forward)(ids)
  wide = compat_scope.get_layer(scaled.Dense, 4, gain=1.0, name='wide')(near)
  return logits, loss, near, far, wide
