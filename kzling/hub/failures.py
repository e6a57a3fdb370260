"""What the Hub's refusals mean, in sentences that say what to do and never hold a token."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from kzling.errors import MissingExtra, PublishError

if TYPE_CHECKING:
    from huggingface_hub.errors import HfHubHTTPError

#: As much of a message from outside as fits into a sentence, in characters.
_LONGEST = 200


def missing_package(package: str) -> MissingExtra:
    """Give the error for a package that is not installed."""
    return MissingExtra(f"This needs the package {package}; install it with pip install 'kzling[corpus]'.")


@contextmanager
def publish_errors(repo_id: str, endpoint: str, token: str | None) -> Iterator[None]:
    """Turn whatever the Hub or the network does wrong in this block into a `PublishError`.

    Args:
        repo_id: owner/name, for the sentences.
        endpoint: address of the Hub, for the sentences.
        token: never shown, even where the Hub repeats it; None stands for the one that is saved.
    """
    from huggingface_hub import get_token
    from huggingface_hub.errors import HfHubHTTPError

    # The causes are cut off (`from None`): their texts are the server's and may repeat the request's headers.
    try:
        yield
    except HfHubHTTPError as error:
        raise PublishError(_without(token or get_token(), _refusal(error, repo_id))) from None
    except ValueError as error:
        # The client's own checks, above all that of the card's metadata.
        said = _without(token or get_token(), _short(str(error)))
        raise PublishError(f"{repo_id} cannot be published as it is; correct this and publish again: {said}") from None
    except broken_connection() as error:
        if lacks_xet(error):
            said = f"{endpoint} takes no uploads by Xet; set HF_HUB_DISABLE_XET=1 and publish again."
            raise PublishError(said) from None
        raise PublishError(
            f"{endpoint} did not answer, or the upload broke off ({type(error).__name__}); "
            "check the address and the network, then publish again."
        ) from None


def broken_connection() -> tuple[type[Exception], ...]:
    """Give the errors that stand for a Hub that cannot be reached or falls silent, for `except`."""
    from huggingface_hub.errors import HfHubHTTPError

    # Its bases are OSError and the base error of the HTTP library, which is httpx or httpx2 by version;
    # RuntimeError is what the Xet transfer raises.
    return *(base for base in HfHubHTTPError.__bases__ if issubclass(base, Exception)), RuntimeError


def lacks_xet(error: Exception) -> bool:
    """Say whether the Xet transfer, which huggingface_hub tries first, found a Hub that does not know of it."""
    said = str(error)
    return "/xet-write-token/" in said and "(404 " in said


def _refusal(error: "HfHubHTTPError", repo_id: str) -> str:
    status = error.response.status_code
    match status:
        case 401:
            return "The Hub does not accept the token (401); pass one that may write, or log in with `hf auth login`."
        case 403:
            return f"The token may not write to {repo_id} (403); use one with write access to it."
        case 404:
            return f"The Hub does not find {repo_id} (404); check the name and what the token may see."
        case 409 | 412:
            return f"Somebody else is writing to {repo_id} ({status}); publish again."
        case 429:
            return "The Hub asks for a pause (429); publish again in some minutes."
        case _ if status >= 500:
            return f"The Hub has trouble ({status}); publish again later, and nothing that arrived is sent twice."
        case _:
            said = _short(error.server_message or "no reason given")
            return f"The Hub refuses {repo_id} ({status}); correct this and publish again: {said}"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 3] + "..."


def _without(token: str | None, text: str) -> str:
    return text.replace(token, "***") if token else text
