"""The recurrent cells of all models."""
import tensorflow as tf

import log

__all__ = ["make_cell", "make_stack"]


def device_for(layer, gpus):
  return "/cpu:0" if gpus == 0 else "/gpu:%d" % (layer % gpus)


def make_cell(kind, size, forget_bias, drop, training, residual=False, device=None, residual_fn=None):
  """Makes one cell.

  Args:
    kind: lstm | gru | norm_lstm | nas
    drop: share of the inputs that is dropped in training.
  """
  drop = drop if training else 0.0  # all is kept for evaluation

  # What it is
  if kind == "lstm":
    log.say("  lstm, forget_bias=%g" % forget_bias, end="")
    cell = tf.contrib.rnn.BasicLSTMCell(size, forget_bias=forget_bias)
  elif kind == "gru":
    log.say("  gru", end="")
    cell = tf.contrib.rnn.GRUCell(size)
  elif kind == "norm_lstm":
    cell = tf.contrib.rnn.LayerNormBasicLSTMCell(size, forget_bias=forget_bias, layer_norm=True)
  elif kind == "nas":
    cell = tf.contrib.rnn.NASCell(size)
  else:
    raise ValueError("Unknown cell %s!" % kind)

  # What is around it
  if drop > 0.0:
    cell = tf.contrib.rnn.DropoutWrapper(cell=cell, input_keep_prob=(1.0 - drop))
  if residual:
    cell = tf.contrib.rnn.ResidualWrapper(cell, residual_fn=residual_fn)
    log.say("  %s" % type(cell).__name__, end="")
  if device:
    cell = tf.contrib.rnn.DeviceWrapper(cell, device)
  log.say("")
  return cell


def make_cells(kind, size, depth, residuals, forget_bias, drop, training, gpus=0, first_gpu=0, cell_fn=None,
               residual_fn=None):
  """Makes the cells of a stack, the lowest first."""
  if not cell_fn:
    cell_fn = make_cell

  cells = []
  for i in range(depth):
    cell = cell_fn(
        kind=kind,
        size=size,
        forget_bias=forget_bias,
        drop=drop,
        training=training,
        residual=(i >= depth - residuals),
        device=device_for(i + first_gpu, gpus),
        residual_fn=residual_fn
    )
    cells.append(cell)
  return cells


def make_stack(kind, size, depth, residuals, forget_bias, drop, training, gpus=0, first_gpu=0, cell_fn=None):
  """Makes one cell of `depth` others."""
  cells = make_cells(kind, size, depth, residuals, forget_bias, drop, training, gpus=gpus, first_gpu=first_gpu,
                     cell_fn=cell_fn)
  if len(cells) == 1:  # no need for a stack
    return cells[0]
  else:
    return tf.contrib.rnn.MultiRNNCell(cells)
