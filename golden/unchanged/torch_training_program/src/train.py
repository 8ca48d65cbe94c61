#!/usr/bin/env python
"""A PyTorch program that logs to TensorBoard."""
import argparse
import contextlib

import torch
import torch.nn.functional as F
from torch import nn
from torch.utils.tensorboard import SummaryWriter

parser = argparse.ArgumentParser()
parser.add_argument("--keep_prob", type=float, default=0.5)
FLAGS = parser.parse_args([])


class Block(nn.Module):
    def __init__(self, n, name="block", reuse=False):
        super().__init__()
        self.name, self.reuse = name, reuse
        self.register_buffer("moving_mean", torch.zeros(n))
        self.w = nn.Parameter(torch.randn(n, n) * 0.02)

    def forward(self, x, training=None):
        x = F.dropout(x, 1 - FLAGS.keep_prob, training=self.training if training is None else training)
        return torch.matmul(x, self.w) - self.moving_mean


@contextlib.contextmanager
def name_scope(name):
    with torch.autograd.profiler.record_function(name):
        yield


def train(steps=2):
    model, writer = nn.Sequential(Block(3), Block(3)), SummaryWriter("runs")
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
    for step in range(steps):
        with name_scope("step_%d" % step):
            loss = model(torch.ones(2, 3)).square().mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        writer.add_scalar("loss", loss.item(), step)
    torch.save(model.state_dict(), "model.ckpt")


if __name__ == "__main__":
    train()
