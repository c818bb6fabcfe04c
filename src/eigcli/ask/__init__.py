"""Asking: what people type, understood as options, and the challenges that these choose.

words -> facets, searching -> naming, counting, filters -> selecting -> finding
lexicon -> sentence -> periods -> tokens -> question -> choosing, explaining
"""
