"""The plugin that pytest loads before all others, so that each process of a test starts lean."""

from lib.run.zuinig import sla_over

sla_over()
