"""Labels and codes: proposed, decided, and spread over gemeenten.

- ``besluiten``: Labels by decision: what the source proposes, what a party argues, what is finally decided.
- ``bevestiging``: What parties say of the projects that bear their name: confirmed by whom, contradicted, or
  not asked yet.
- ``boek``: The words that betray a label, as data that a consultant can edit: ``labelwoorden.toml``.
- ``codeboek``: The codebook of the open answers: subjects an answer may mention, as data that a consultant
  can edit.
- ``codeurs``: Codes that people gave to open answers: files of coders, and a file of corrections that wins.
- ``dekking``: The coverage table: which project touches which gemeente, with the project's labels.
- ``gevallen``: What a person still has to decide about labels: projects without one, and labels that are
  contested.
- ``ijking``: How good proposals are: precision and recall, and whether their probabilities mean what they
  say.
- ``overeenstemming``: Do two people code the same answers alike? Agreement beyond chance, per code and over
  all codes.
- ``tekstmodel``: A text model that proposes codes for open answers, with a calibrated probability for each.
- ``vastleggen``: Writing a decision on a label down: a row at the end of ``labelbesluiten.csv``, with date
  and reason.
- ``verslag``: What a reader must know of the labels and the proposals: how sure, where grey, how far sources
  agree.
- ``voorstel``: Proposals for labels, with their reasons and how far they can be trusted; a person decides.
- ``woordcodering``: Codes by the words of the codebook: lemmas, stems, and what a negation turns around.
- ``woorden``: The label-notebook's tables in the words of a reader.
"""
