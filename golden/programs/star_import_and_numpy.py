from tensorflow import *
import numpy as np

a = placeholder(float32, [None, 2], name='a')
s = reduce_sum(a, axis=1)
m = reduce_max(s) if True else None
sess = Session()
import sys
sys.stdout.write('%s %s\n' % (s.name, [v.tolist() for v in sess.run([s, m], {a: np.ones((3, 2))})]))
sys.stdout.write('%s\n' % max([1, 2]))
