from contrib import slim

with_scope = slim.arg_scope([slim.conv2d], n=2)
print(slim.conv2d(3, 4))
