"""Asking: what people type, understood as options, and the challenges that these choose.

words -> facets, searching -> counting -> naming, filters -> selecting; naming -> finding
sentence -> tokens -> question, selecting -> choosing
"""
