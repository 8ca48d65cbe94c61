import sentences
import stays
from migrate import compat_scope


def model(words, x):
  return compat_scope.get_layer(sentences.Model)(words), stays.model(x)
