"""Asking: what people type, understood as options, and the challenges that these choose.

words -> facets, searching -> naming, counting -> finding, lexicon -> question -> choosing
"""
