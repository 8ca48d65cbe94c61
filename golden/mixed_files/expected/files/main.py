from . import bom, crlf, latin, tabs

def forward(x):
  return crlf.crlf(x), bom.bom(x)[0], tabs.tabs(x), latin.latin(x)
