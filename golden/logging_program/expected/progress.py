from absl import logging


class Progress(object):
  """Writes the loss once in a while."""

  def __init__(self, every):
    self.every = every

  def __call__(self, step, loss):
    logging.log_first_n(logging.WARN, "first loss %.3f", 1, loss)
    logging.log_if(logging.INFO, "step %d: loss %.3f", step % self.every == 0, step, loss)
