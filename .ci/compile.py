"""Write resources/compiled/ anew, which is made from the other files of resources/ (see its README.md)."""

import runpy
from pathlib import Path

from kzling import data
from kzling.knowledge.loading import proper_names
from kzling.names.costs import COSTS
from kzling.names.counting import compiled_costs
from kzling.names.equivalents import INDEX, compiled_given
from kzling.orthography.counting import LETTERS, compiled_letters

CI = Path(__file__).parent
RESOURCES = CI.parent / "resources"

(RESOURCES / data.COMPILED).mkdir(exist_ok=True)
# In this order: names are counted faster with the copies that were just made, and given names are indexed by costs.
for path, make in (
    (data.COMPILED_YAML, data.compiled_yaml),
    (LETTERS, lambda: compiled_letters(proper_names())),
    (COSTS, compiled_costs),
    (INDEX, compiled_given),
):
    (RESOURCES / path).write_text(make(), encoding="utf-8", newline="\n")
# The page that counts the default base.
runpy.run_path(str(CI / "page.py"), run_name="__main__")
