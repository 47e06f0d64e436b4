"""The agreements of 2019: contact points, subjects, white spots, and the statements of the document.

- ``aanspreekbeeld``: The pictures of contacts and subjects: matrices per region, and a map of who is at the
  table.
- ``aanspreekpagina``: What the page on aanspreekpunten shows: who is known, which forms were chosen, who is
  at the table.
- ``aanspreekpunten``: Aanspreekpunten: who can be approached in a region, for which party and at which level.
- ``buren``: Which region is nearest to another, and which is most like it.
- ``gaten``: What peers have and an area lacks: per thema, instrument and vorm, with the projects to go and
  look at.
- ``gelijken``: Who is like us: for each gemeente and region its peers, through five lenses, each with its
  reason.
- ``gesprekspunten``: Gesprekspunten: per region and subject what the parties want to and can talk about.
- ``marktaandeel``: Which zorgverzekeraars are the largest, per gemeente and per region.
- ``uitspraken``: The 68 statements of the documents of 2019, and where each can be seen in this project.
- ``vlekken``: White spots: in which regions nothing is known on ouderen, GGZ or preventie.
- ``vlekkenbeeld``: The pictures of white spots: a matrix of regions and themes, and a map per theme.
- ``vlekkenpagina``: What the page on white spots shows, per kind of region: a matrix, a map, and where to go
  and look.
"""
