import torch
from torch import nn
from torch.nn import functional as F

layers = nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.dense = layers.Linear(3, 4)

    def forward(self, x):
        return F.dropout(torch.relu(self.dense(x)), p=0.5, training=self.training)
