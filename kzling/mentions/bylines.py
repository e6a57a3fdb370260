"""The author of an article as a finding: the page itself says that this is a person's name."""

from kzling.cleaning.clean import Byline
from kzling.mentions.found import Found

#: Raised when the rule changes.
VERSION = 1


def byline_found(byline: Byline | None) -> list[Found]:
    """Give the finding of a byline, if there is one."""
    return [Found(byline.start, byline.end, byline.name, "person", "byline")] if byline else []
