"""What goes together, and how often chance alone would give that.

- ``alle``: All associations of an edition, as one list.
- ``grootte``: Whether large gemeenten have more, and more intensive, projects than small ones.
- ``kernwerkgebied``: Whether insurers have more projects where they are the largest, and where their share is
  larger.
- ``kruistabel``: Association between two labels of the same projects: table, Cramér's V, permutation test,
  residuals.
- ``labels``: Which labels go together: samenwerkingsvorm with instrument, and with thema.
- ``permutatie``: Permutation tests on numbers per gemeente or region: rank correlation and difference between
  two groups.
- ``ruimte``: Spatial concentration: whether regions with many projects lie next to regions with many
  projects.
- ``uitkomst``: One association in an edition: its numbers, and plain sentences on what it means and does not
  mean.
"""
