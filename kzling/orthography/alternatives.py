"""The other forms in which a name is found in print: listed outputs that a scheme itself never writes."""

from collections.abc import Iterator
from functools import lru_cache

from kzling.orthography.forward import steps
from kzling.orthography.schemes import table
from kzling.orthography.table import Rule
from kzling.text.nfc import nfc


def alternatives(name: str, scheme: str) -> Iterator[str]:
    """Give the forms that take another listed output (`alt`, `letter_alt`) in one place.

    >>> list(alternatives("Георгий", "ru-pl"))
    ['Gieorgi']

    Args:
        name: as for `transliterate`.
        scheme: the id of a scheme.

    Raises:
        UnknownScheme: there is no such scheme.
    """
    compiled, rules = table(scheme), _rules(scheme)
    written = steps(name, compiled)
    outputs = [step.output for step in written]
    for place, step in enumerate(written):
        for other in rules[step.rule].alternatives if step.rule in rules else ():
            shown = _like(step.output, other.upper() if name.isupper() else other)
            yield nfc("".join([*outputs[:place], shown, *outputs[place + 1 :]]))


def _like(output: str, other: str) -> str:
    """Give another output the case of the one that stands there."""
    return other if output == output.lower() else other[:1].upper() + other[1:]


@lru_cache(maxsize=256)
def _rules(scheme: str) -> dict[str, Rule]:
    return {rule.name: rule for group in table(scheme).rules.values() for rule in group if rule.alternatives}
