class HParams(object):
  """Bag of settings."""

  def __init__(self, **kwargs):
    self.__dict__.update(kwargs)


def tiny():
  return HParams(n_vocab=9, n_ctx=4, n_embd=6, n_layer=2, expansion=2, options={"bias": True, "stddev": 0.05})
