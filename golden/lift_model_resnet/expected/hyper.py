"""Settings of the experiment."""
weight_decay = 0.0002
blocks_per_stage = 2
widths = [4, 8]
num_labels = 5
bn_epsilon = 0.001
