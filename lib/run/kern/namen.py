"""What the kernels of a run are called, and the variable that says what those that are forked have loaded."""

GEWOON = "python3"  # Jupyter's own
GEVORKT = "samenwerkingskaarten"  # that of lib.run.kern.vorkkern
VOORLADEN = "KAARTEN_VOORLADEN"  # names what all forked kernels have loaded from their start, if set
