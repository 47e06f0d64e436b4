"""The open answers of the survey: coded by people and by words, and what help is asked for.

- ``codering``: The open answers of the venster with their codes: proposed by the model, decided by people.
- ``hulpvragen``: The log of requests for help, and its rule: the region is always first.
- ``pagina``: What the page of the open answers shows: subjects, needs, how sure the codes are, and requests
  for help.
- ``stof``: The open answers of one edition: read with what people made of them, coded, and kept.
- ``telling``: What may be shown of the open answers: counts per code, needs, and sentences without sender.
"""
