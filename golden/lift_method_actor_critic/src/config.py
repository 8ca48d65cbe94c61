"""Settings of an agent."""


class Settings(object):
    def __init__(self, hidden=(8,), dropout=0.1):
        self.hidden = hidden
        self.dropout = dropout
