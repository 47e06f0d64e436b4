"""The yearly survey: read, counted, suppressed where it must be, and shown.

- ``beeld``: What every party in every region says, on one sheet: a mark per party and onderdeel, and none
  left out.
- ``blad``: The exports of survey tools, wide or long, as one table of answers that remembers their places.
- ``grafiek``: Two charts of the venster: the funnel with the regions that stand out, and the shares over the
  years.
- ``inlezen``: From the exports of the yearly survey to one table of answers, with an account of every row.
- ``kaart``: The map of the venster: per onderdeel what the answers of each zorgkantoorregio look like.
- ``onderdrukking``: Statistical disclosure control: which cells of a table of answers stay hidden.
- ``open/``: The open answers of the survey: coded by people and by words, and what help is asked for.
- ``pagina``: What the page of the venster shows, section by section; every sentence is filled in from the
  counts.
- ``sjabloon``: The workbook in which answers to the venster are filled in: drop-downs, from the
  questionnaire.
- ``stof``: What the pages of the venster are made of: the answers, and the counts that may be shown.
- ``tellen``: The yearly venster counted: response and share JA per region, party and onderdeel, with
  intervals.
- ``uitschieters``: Regions that stand out, by a rule that is data: outside the funnel, or several parties all
  NEE or all JA.
- ``verschil``: Agreement and disagreement: what each party in a region says, and who changed since the first
  year.
- ``vooraf``: What the page on reading the venster shows: the questions, the template, what was masked.
- ``vragenlijst``: The questionnaire of the venster as data: versions, parts, kinds of answer, and how exports
  spell them.
- ``wie``: Who answers the venster: which party, organisation and region a row means, and whether they were
  asked.
"""
