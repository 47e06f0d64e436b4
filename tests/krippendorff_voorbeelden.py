"""Worked examples of nominal alpha for two observers, from K. Krippendorff (2011), sections A and B."""

_TWEEWAARDIG = (  # section A: 10 units, alpha = 0.095
    [0, 1, 0, 0, 0, 0, 0, 0, 1, 0],
    [1, 1, 1, 0, 0, 1, 0, 0, 0, 0],
    0.095,
)
_VIJFWAARDIG = (  # section B: 12 units, alpha = 0.692
    list("aabbdcccedda"),
    list("babbbccceddd"),
    0.692,
)
GEVALLEN = [_TWEEWAARDIG, ([bool(x) for x in _TWEEWAARDIG[0]], [bool(x) for x in _TWEEWAARDIG[1]], 0.095)]
GEVALLEN += [([x == "a" for x in "aabb"], [x == "a" for x in "aabb"], 1.0), _VIJFWAARDIG]
