"""From a record as it was read to text: decoding and the repair of mojibake, done by the workers."""

import re
from dataclasses import replace

from kzling.corpus.readers.encoding import NoText, decoded
from kzling.corpus.readers.mojibake import mended
from kzling.corpus.readers.records import Article, Rejected

#: Closing tags of blocks and links; prose about HTML has a few, a page that was taken for text has many.
_TAGS = re.compile(r"</(?:p|div|li|a|span|strong|em|b|h[1-6]|td|figure)>")
_MANY_TAGS, _LOOKED_AT = 3, 20_000


def prepared(article: Article, *, encoding: str | None = None) -> Article | Rejected:
    """Give an article with its content as text; what was done to get it stands in the warnings of its origin.

    Args:
        article: as it was read.
        encoding: that of all content that is bytes, where the configuration names it.
    """
    content, warnings = article.content, list(article.origin.warnings)
    if isinstance(content, bytes):
        try:
            found = decoded(content, declared=encoding or article.charset, html=article.format == "html")
        except NoText as error:
            return Rejected(article.source, article.position, str(error))
        content = found.text
        warnings += [found.warning] if found.warning else []
    whole = mended(content)
    warnings += [whole.how] if whole.how else []
    if article.format == "text" and len(_TAGS.findall(whole.text[:_LOOKED_AT])) >= _MANY_TAGS:
        warnings.append("the text holds HTML: if it is a page, map its column to 'html'")
    if not whole.text.strip():
        return Rejected(article.source, article.position, "holds no text")
    return article._replace(content=whole.text, origin=replace(article.origin, warnings=tuple(warnings)))
