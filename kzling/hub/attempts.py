"""Trying again where the Hub is busy or a connection broke off: when, after how long, and when to give up."""

import logging
import time
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from kzling.hub.failures import broken_connection, lacks_xet

if TYPE_CHECKING:
    from huggingface_hub.errors import HfHubHTTPError

_LOG = logging.getLogger(__name__)
_Answer = TypeVar("_Answer")

# Conflict with another commit, a stale parent, too many requests. What is 500 or more is the Hub's own trouble.
_BUSY = frozenset({409, 412, 429})


class Patience(NamedTuple):
    """How often something is tried at most, and for how many seconds it is waited: first, at once and in all."""

    tries: int = 8
    first: float = 1.0
    at_once: float = 120.0
    in_all: float = 900.0


#: The waits double: with 1 second for the first, seven of them are two minutes. `Retry-After` may ask for more.
PATIENCE = Patience()


def persistently(step: Callable[[], _Answer]) -> _Answer:
    """Give what a step returns; where the Hub is busy or the connection breaks off, wait and do it again.

    A step must be such that doing it twice is as good as once.

    Raises:
        Exception: what the step raises, where waiting does not help or was done often enough.
    """
    waited, tries = 0.0, 0
    while True:
        tries += 1
        try:
            return step()
        except broken_connection() as error:
            pause = pause_after(error, tries)
            if pause is None or tries >= PATIENCE.tries or waited + pause > PATIENCE.in_all:
                raise
            # Of an error the kind alone: its text is the server's.
            said = "The Hub is busy or cannot be reached (%s); trying again in %.0f s."
            _LOG.warning(said, type(error).__name__, pause)
        time.sleep(pause)
        waited += pause


def pause_after(error: Exception, number: int) -> float | None:
    """Give the seconds to wait after the so many-th failure, None where another try is of no use."""
    from huggingface_hub.errors import HfHubHTTPError

    usual: float = min(PATIENCE.first * 2 ** (number - 1), PATIENCE.at_once)
    if not isinstance(error, HfHubHTTPError):
        # A file of this machine that cannot be read stays so, and so does a Hub without Xet.
        lasting = isinstance(error, OSError) and error.filename is not None
        return None if lasting or lacks_xet(error) else usual
    status = error.response.status_code
    if status not in _BUSY and status < 500:
        return None
    asked = _asked(error)
    if asked is None:
        return usual
    return asked if asked <= PATIENCE.at_once else None


def _asked(error: "HfHubHTTPError") -> float | None:
    """Give the seconds that the header Retry-After asks for: a number or a date."""
    value = str(error.response.headers.get("Retry-After", "")).strip()
    if value.isdecimal():
        return float(value)
    try:
        return max(parsedate_to_datetime(value).timestamp() - time.time(), 0.0)
    except (ValueError, OverflowError):
        return None
