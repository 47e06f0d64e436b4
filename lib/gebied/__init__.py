"""Gemeenten, regions, borders and their names, in any year.

- ``aliassen``: Spelling: when two names are the same, which are alike, and the table of other names.
- ``grensjaar``: Borders of a year between two years of which the borders are known.
- ``grenzen``: Borders of gemeenten, embedded or official, and the regions dissolved from them.
- ``herindeling``: How gemeenten merged, split and changed names: any division since 2017, and who became
  whom.
- ``indeling``: Which gemeente lies in which region, and since when: one table for every day from 2017 on.
- ``jaar``: The gemeenten of any year that is known, in the columns of gemeenten.csv.
- ``kerncijfers``: Key figures per gemeente: what is measured of people and places, in the gemeenten of any
  year.
- ``keuze``: Files in which someone says in which region a gemeente lies: moves, and an edition's own
  division.
- ``kruisverdeling``: Wmo-regio's against zorgkantoorregio's, and what each region holds in each version of
  the division.
- ``naamvorm``: The forms in which people write a name: codes, suffixes, legal forms, and several names in one
  text.
- ``namen``: Names of places and insurers as people write them, matched with the names of the tables.
- ``omrekenen``: From the gemeenten of one year to those of another, forward or back: shares, counts and
  presence.
- ``sluitend``: Landsdekkend en sluitend: each gemeente is in exactly one region of a division, at all times.
- ``tabellen``: The tables of gemeenten, regions, zorgkantoren and zorgverzekeraars, read with their types and
  checked.
- ``verzekeraarnamen``: Labels, former names and concerns of insurers: which insurer bore them in a year, and
  how sure that is.
- ``woonplaatsen``: Woonplaatsen and gemeenten that ended before 2015: in which gemeente of 2017 they lie, and
  in any year.
- ``zeshoek``: The hexagon map: one cell of equal size per gemeente, for every year.
"""
