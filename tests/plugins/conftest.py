import socket

import pytest


def _refuse(*_: object, **__: object) -> None:
    raise AssertionError("the network was asked for")


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing reach the network."""
    for name in ("connect", "connect_ex"):
        monkeypatch.setattr(socket.socket, name, _refuse)
    monkeypatch.setattr(socket, "getaddrinfo", _refuse)
