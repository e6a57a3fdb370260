"""The country of a publisher, by the address of its page."""

from urllib.parse import urlsplit

from kzling.resolution.topics import country_codes

#: Domains of countries that are not called by the country's code, and those that the whole world uses.
_OTHER = {"uk": "gb"}
_COMMON = frozenset({"am", "is", "it", "me", "tv", "io", "co", "ai", "in"})


#: Where most news in a language is from; languages of many countries have no home.
_HOMES = {
    "az": "az",
    "be": "by",
    "bg": "bg",
    "cs": "cz",
    "hu": "hu",
    "hy": "am",
    "ka": "ge",
    "kk": "kz",
    "ky": "kg",
    "lt": "lt",
    "lv": "lv",
    "mn": "mn",
    "pl": "pl",
    "ru": "ru",
    "tg": "tj",
    "tk": "tm",
    "tr": "tr",
    "uk": "ua",
    "uz": "uz",
}


def home_of(lang: str | None) -> str | None:
    """Give the country that most news in a language is from."""
    return _HOMES.get(lang or "")


def country_of_source(url: str | None) -> str | None:
    """Give the country of a page by the domain of its address, None where that tells none.

    >>> country_of_source("https://tengrinews.kz/news/1"), country_of_source("https://example.com/kz")
    ('kz', None)
    """
    try:
        host = urlsplit(url if url and "//" in url else f"//{url or ''}").hostname or ""
    except ValueError:  # brackets that are no IPv6 address
        return None
    domain = host.rpartition(".")[2]
    code = _OTHER.get(domain, domain)
    return code if code in country_codes() and code not in _COMMON else None
