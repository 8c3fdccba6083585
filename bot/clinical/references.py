"""DOIs and links: the one that was typed into a field, and the first that stands in a text."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote, urlsplit

LONGEST_LINK: Final = 300
"""Characters. Discord's link buttons take 512."""

# Crossref's pattern for the DOIs of our time (crossref.org/blog/dois-and-matching-regular-expressions); parentheses
# and semicolons belong to older ones, as those of Lasers in Surgery and Medicine.
_DOI: Final = r"10\.[0-9]{4,9}/[-._;()/:A-Za-z0-9]+"
_TYPED_DOI: Final = re.compile(rf"(?:doi:?\s*|(?:https?://)?(?:dx\.)?doi\.org/)?({_DOI})", re.IGNORECASE)
_DOI_IN_TEXT: Final = re.compile(rf"(?<![0-9A-Za-z./-]){_DOI}|(?<=doi\.org/){_DOI}", re.IGNORECASE)
_LINK_IN_TEXT: Final = re.compile(r"https?://[^\s<>\"'`|\\^{}\[\]]+", re.IGNORECASE)
_HOST: Final = re.compile(r"(?=.{4,253}$)[^\W_](?:[\w.-]*[^\W_])?\.[^\W\d_]{2,63}")
_NOT_IN_A_LINK: Final = re.compile(r"[\s<>\"'`|\\^{}\x00-\x1f\x7f]")
_AFTER_A_SENTENCE: Final = ".,;:!?"


def reference(typed: str) -> str | None:
    """The address that a field means: a DOI as https://doi.org/…, an http(s) address as it is; None for all else."""
    typed = typed.strip()
    doi = _TYPED_DOI.fullmatch(typed)
    if doi is not None:
        return _of_doi(doi[1])
    return typed if _is_link(typed) else None


def reference_in(text: str) -> str | None:
    """The first DOI in a text, or else its first http(s) address."""
    doi = _DOI_IN_TEXT.search(text)
    if doi is not None and len(doi[0]) <= LONGEST_LINK // 2:
        return _of_doi(_without_ending(doi[0]))
    links = (_without_ending(found[0]) for found in _LINK_IN_TEXT.finditer(text))
    return next((link for link in links if _is_link(link)), None)


def _of_doi(doi: str) -> str | None:
    address = f"https://doi.org/{quote(doi, safe='/:;()._-')}"
    return address if len(address) <= LONGEST_LINK else None


def _is_link(typed: str) -> bool:
    if len(typed) > LONGEST_LINK or _NOT_IN_A_LINK.search(typed) is not None:
        return False
    try:
        parts = urlsplit(typed)
        port = parts.port
    except ValueError:  # brackets that open and do not close, a port that is no number
        return False
    if parts.scheme.lower() not in ("http", "https") or port == 0:
        return False
    # A name before @ makes an address look like another one.
    return "@" not in parts.netloc and _HOST.fullmatch(parts.hostname or "") is not None


def _without_ending(found: str) -> str:
    """A full stop, and a parenthesis that was opened before the address, end the sentence and not the address."""
    while found:
        if found[-1] in _AFTER_A_SENTENCE or (found[-1] == ")" and found.count(")") > found.count("(")):
            found = found[:-1]
        else:
            break
    return found
