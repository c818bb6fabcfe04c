"""Asking: what people type, understood as options, and the challenges that these choose.

words, amounts -> facets, searching, promotions -> naming, tokens, counting, filters
-> interpretation -> selecting, question -> sentences -> choosing -> finding
"""
