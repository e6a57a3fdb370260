"""Every error that kzling raises, each with the exit code of the command line.

Odd text never raises; these stand for a caller's mistake or an input that cannot be used. The message
is one sentence that says what is wrong and what to do.
"""


class KzlingError(Exception):
    """Base class: catch this to catch all of them."""

    exit_code = 1


class UsageError(KzlingError):
    """An argument has a value that the function does not know, for example a finder's name."""

    exit_code = 2


class MissingInput(KzlingError):
    """A path that should be read does not exist."""

    exit_code = 3


class EmptyInput(KzlingError):
    """A folder holds no file that kzling reads, or the input holds no record."""

    exit_code = 4


class UnreadableInput(KzlingError):
    """A file that was named exists but cannot be opened or read."""

    exit_code = 5


class InvalidRecord(KzlingError):
    """A record does not have the shape that its schema asks for, or no record of an input can be used."""

    exit_code = 6


class OutputNotEmpty(KzlingError):
    """The output folder holds files that a build would mix with its own."""

    exit_code = 7


class MissingExtra(KzlingError):
    """An optional package is needed that is not installed; the message names the extra."""

    exit_code = 8


class InvalidResource(KzlingError):
    """A file in resources/ breaks its own rules; the message names file and place."""

    exit_code = 9


class UnknownScheme(UsageError):
    """No spelling scheme has this id; the message names the nearest ones."""


class UnknownCharacter(KzlingError):
    """`transliterate(..., unknown="error")` met a character that the scheme does not cover."""

    exit_code = 10


class WorkerDied(KzlingError):
    """A worker process ended without an answer; what was done before is kept."""

    exit_code = 12


class Interrupted(KzlingError):
    """Somebody asked the work to stop; what was done before is kept."""

    exit_code = 130


class UnwritableOutput(KzlingError):
    """A file or folder cannot be made or written."""

    exit_code = 13


class UnknownEntity(KzlingError, KeyError):
    """No entity of the knowledge base has this id."""

    exit_code = 3

    def __str__(self) -> str:
        return str(self.args[0])


class PublishError(KzlingError):
    """The Hub refused or did not answer; the message says what to do."""

    exit_code = 11
