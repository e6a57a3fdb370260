"""Which of an entity's names is its standard name in a language, on a day."""

from kzling.knowledge.dates import valid_on
from kzling.model import Entity, Name

_STANDARD = ("official", "alias", "exonym")


def standard_name(
    entity: Entity, *, language: str, on: str | None = None, script: str | None = None, words: int | None = None
) -> Name | None:
    """Give the standard name: the first one listed that is in use today, or known to have been in use on the day.

    Args:
        entity: whose name.
        language: in which language.
        on: ISO date; None asks for today's name.
        script: keep to names in this script, if given.
        words: keep to names of so many words parted by spaces, if given (surname for surname).

    Returns:
        None where the entity has no such name in this language.
    """
    fitting = (
        name
        for name in entity.names
        if name.lang == language
        and name.kind in (*_STANDARD, "former")
        and (name.kind in _STANDARD or on is not None)
        and valid_on(name, on)
        and (script is None or name.script == script)
        and (words is None or len(name.text.split()) == words)
    )
    if on is None:
        return next(fitting, None)
    # A name that is known to have been in use on the day comes before those of any day: Ленинград, Петербург.
    return min(fitting, key=lambda name: not (name.since or name.until), default=None)


def canonical(entity: Entity, *, language: str, script: str | None = None, on: str | None = None) -> str:
    """Give the name to show for an entity: in the language (and script), else English, else its first name."""
    name = (
        standard_name(entity, language=language, on=on, script=script)
        or standard_name(entity, language=language, on=on)
        or standard_name(entity, language="en", on=on)
        or entity.names[0]
    )
    return name.text
