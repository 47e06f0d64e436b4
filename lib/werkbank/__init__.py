"""The buttons in JupyterLab: explore, label and repair.

- ``afzenders``: How the files of each sender fared, over the editions of a series: sent, used, doubted,
  settled, and in how many days.
- ``bediening``: Buttons and lists for the notebooks that a consultant works in; each notebook's own are built
  of these.
- ``doorloop``: The buttons of a notebook that goes through cases: one at a time, decided, left, or brought
  back.
- ``herstel``: What reading rejected or doubted, each with the repair that can be proposed; and the repair
  written down.
- ``herstellen``: The buttons of the repair-notebook: one doubt at a time, with the repair that is proposed.
- ``keuze``: What a choice of projects leads to in a notebook: what can be chosen, an address, a map without
  buttons.
- ``koppelen``: The buttons of the notebook in which a sender's heads are told to be our columns.
- ``labelen``: The buttons of the label-notebook: one case at a time, a proposal with its reasons, and a
  decision.
- ``lijst``: The projects of a choice as cards to open one by one, and as a file for a spreadsheet.
- ``rondgang``: Going through cases one by one: some are settled, some left for later, and at the end it is
  said which.
- ``terugkeer``: The answer back: for each sender a workbook with their rows and what is asked, and reading it
  filled in.
- ``terugkeerboek``: The workbook that goes back to a sender: their rows as they stand, and what is asked of
  them.
- ``verkennen``: The buttons of the verken-notebook: choose, and the map, the counts and the projects follow
  at once.
- ``wederhoor``: Hearing the parties: a workbook for each insurer, region and gemeente with its projects, and
  reading it.
- ``werkboekcel``: What the workbooks that go out and come back share: cells as text, and sheets on paper.
"""
