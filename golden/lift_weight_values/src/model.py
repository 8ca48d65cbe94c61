import numpy as np

import stays
import values

TABLE = np.linspace(-1.0, 1.0, 20).reshape([5, 4])


def model(x, ids):
  x = x + values.looked_up(ids, TABLE)
  return values.forward(x), stays.forward(x, ids)
