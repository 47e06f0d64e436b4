"""Makes the synthetic example editions: a made-up world of projects, reported in two messy sources.

Nothing here is about real projects; names of gemeenten and insurers serve as places and parties only.
"""
