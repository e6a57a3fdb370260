"""Collect the messages of programs in many languages from Debian packages, as text to train the language model on.

    python .ci/catalogues.py FOLDER_OF_DEBS messages.tsv

The folder holds packages as `apt-get download NAME` leaves them; the script `languages.py` beside this one lists the
names. Written are lines of language, script and message, sorted, each once: what is a sentence or a phrase of three
words or more, in the script of its language, and not the English it was translated from.
"""

import gettext
import io
import re
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from kzling.text.scripts import scripts_in

#: Messages of these locales are no language of their own, or are not sure to be in the language that they name.
_LEFT_OUT = {"C", "POSIX", "en@boldquot", "en@quot", "en@shaw", "be@latin", "tt@iqtelif", "sr@ije", "sr@ijekavian"}
#: The script where a locale names one, else what the language is written in.
_SCRIPTS = {"cyrillic": "Cyrl", "cyrl": "Cyrl", "latin": "Latn", "latn": "Latn", "arab": "Arab"}
_LOCALE = re.compile(r"/([a-zA-Z]{2,3}(?:[_-][A-Za-z]{2,4})?(?:@\w+)?)/LC_MESSAGES/[^/]+\.mo$")
_OWN_SCRIPT = {"sr": "Cyrl", "uz": "Latn", "az": "Latn", "crh": "Latn", "tk": "Latn", "kk": "Cyrl", "mn": "Cyrl"}
_VALUE = re.compile(r"^[A-Za-z][\w.-]*\s*=\s*(.+)$", re.MULTILINE)
_PLACEHOLDER = re.compile(
    r"%(?:\d+\$)?[-+ #0]*\d*(?:\.\d+)?[a-zA-Z@]|%\d+|\{[^{}]*\}|\$\w+|<[^<>]*>|&\w+;|\\[nrt]|https?://\S+"
)
_MNEMONIC = re.compile(r"\([_&~]\w\)|(?<!\w)[_&~](?=\w)|(?<=\w)[_&~](?=\w)")
_WORD = re.compile(r"[^\W\d_]+")
_FEWEST_WORDS = 3


def main(packages: str, target: str) -> None:
    """Write the messages of all packages in a folder."""
    found: set[tuple[str, str, str]] = set()
    for package in sorted(Path(packages).glob("*.deb")):
        for locale, messages in _catalogues(package):
            language, script = _language(locale)
            if language:
                found.update((language, *row) for row in _usable(messages, script))
    with Path(target).open("w", encoding="utf-8") as stream:
        stream.writelines(f"{language}\t{script}\t{text}\n" for language, script, text in sorted(found))


def _catalogues(package: Path) -> Iterator[tuple[str, list[str]]]:
    """Give the locale and the messages of each catalogue in a package."""
    unpacked = subprocess.run(["dpkg-deb", "--fsys-tarfile", str(package)], stdout=subprocess.PIPE, check=True).stdout
    with tarfile.open(fileobj=io.BytesIO(unpacked)) as archive:
        for member in archive:
            stream = archive.extractfile(member) if member.isfile() else None
            if stream is None:
                continue
            if match := _LOCALE.search(member.name):
                yield match[1], list(_messages(stream.read()))
            elif member.name.endswith(".xpi") and (match := re.search(r"langpack-([\w-]+)@", member.name)):
                yield match[1].replace("-", "_"), list(_of_langpack(stream.read()))


def _messages(catalogue: bytes) -> Iterator[str]:
    try:
        translations = gettext.GNUTranslations(io.BytesIO(catalogue))
    except (OSError, UnicodeDecodeError, ValueError, LookupError):
        return
    for key, message in translations._catalog.items():
        original = (key[0] if isinstance(key, tuple) else key).rpartition("\x04")[2]
        if original and message != original:
            yield message


def _of_langpack(archive: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(archive)) as files:
        for name in files.namelist():
            if name.endswith((".ftl", ".properties")):
                yield from _VALUE.findall(files.read(name).decode("utf-8", "replace"))


def _language(locale: str) -> tuple[str, str | None]:
    """Give the language of a locale and its script, if that is certain; no language for what is left out."""
    if locale in _LEFT_OUT:
        return "", None
    base, _, variant = locale.replace("-", "_").partition("@")
    language, _, region = base.partition("_")
    return language, _SCRIPTS.get((variant or region).lower(), _OWN_SCRIPT.get(language))


def _usable(messages: Iterable[str], script: str | None) -> Iterator[tuple[str, str]]:
    for message in messages:
        for line in message.split("\n"):
            text = " ".join(_MNEMONIC.sub("", _PLACEHOLDER.sub(" ", line)).split())
            words = _WORD.findall(text)
            if len(words) < _FEWEST_WORDS or "\t" in text:
                continue
            # Where another script stands beside it, a name or a part was left in English: this is cut by who trains.
            main = max((name for name in map(_script_of, words)), key=[*map(_script_of, words)].count)
            if script in (None, main):
                yield main, text


def _script_of(word: str) -> str:
    return min(scripts_in(word), default="Zyyy")


if __name__ == "__main__":
    main(*sys.argv[1:])
