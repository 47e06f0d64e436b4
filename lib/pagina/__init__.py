"""Which pages there are, and what each shows.

- ``behoefte``: What the page on need beside supply shows: the figures there are, and per theme a matrix, a
  scatter with names, a map of two variables, and where to ask what.
- ``bladzijde``: What a chapter's page shows: maps with the tables behind them, and the numbers of the
  report's tables.
- ``constateringen``: The findings for readers: a scorecard per block, the number in a small picture, a way to
  the projects.
- ``gelijken``: What the page on peers shows: who is like each area and why, and what those have that it
  lacks.
- ``gesprek``: What stands on a gesprekskaart: one area on one page, beside the whole country, as matter for a
  talk.
- ``gespreksbeeld``: A gesprekskaart as a page part: a small map that is drawn as SVG, bars and lists, on one
  A4.
- ``html``: From an executed notebook to a page that anyone can read: Dutch, code folded, pictures beside it.
- ``indeling``: What the page on the division in regions shows: is it complete, who changed, where is doubt.
- ``inhoud``: The contents page of an edition: its pages by chapter with small pictures, search, downloads,
  projects.
- ``lessen``: Which lessons travel, for readers: a map with arrows per method, its steps, and what taking over
  needs.
- ``lezing``: The reading of 2017 beside what this edition says: with each claim its verdict, number and link.
- ``narekening``: The reckoning: every count on the pages once more, along another way, from the files that
  were written.
- ``narekening_regio``: The reckoning of regions, white spots and the venster: what their tables say, counted
  once more.
- ``opening``: What stands above every page of an edition: which one, of when, and how to read it.
- ``overzicht``: The front page of the report: what it is, how to read it, and its editions.
- ``partijen``: What the page on other parties shows: who takes part, and what people wrote of how projects
  went.
- ``projectpagina``: A page for each project: what it is, where it was read, how its labels were decided, what
  it belongs to.
- ``samenhang``: Which projects belong together, for readers: each group with its projects and the reason for
  each link.
- ``site``: What all pages of the report share: the style, the scripts, and how their templates are filled in.
- ``strategie``: What an insurer's page shows of its projects: tables per dimension, where they are, and their
  stages.
- ``stroom``: The path from ontwikkelen to implementeren as a picture: a stock, or real moves between
  editions.
- ``taken``: What a run consists of: each notebook with each edition, what it reads, and what it makes.
- ``verbandbeeld``: Pictures that are no map: a heat map of residuals, and size of gemeenten against number of
  projects.
- ``vragen``: What the cards are for: the aims of 2017 in our words, and the questions that serve them.
- ``zoeklijst``: What the search on a contents page finds: pages, figures, gemeenten, regions, findings and
  projects.
"""
