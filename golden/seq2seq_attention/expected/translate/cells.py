import tensorflow as tf
from migrate import compat_scope


def single_cell(unit_type, num_units, forget_bias, residual=False, single_cell_fn=None):
  """One RNN cell of the type asked for."""
  if unit_type == "lstm":
    cell = compat_scope.contrib.rnn.BasicLSTMCell(num_units, forget_bias=forget_bias)
  elif unit_type == "gru":
    cell = compat_scope.contrib.rnn.GRUCell(num_units)
  else:
    raise ValueError("Unknown unit type %s!" % unit_type)
  if residual:
    cell = compat_scope.contrib.rnn.ResidualWrapper(cell)
  return cell


def make_cell(unit_type, num_units, num_layers, forget_bias=1.0):
  cell_list = []
  for i in range(num_layers):
    cell_list.append(single_cell(unit_type, num_units, forget_bias, residual=(i > 0)))
  if len(cell_list) == 1:
    return cell_list[0]
  return compat_scope.contrib.rnn.MultiRNNCell(cell_list)
