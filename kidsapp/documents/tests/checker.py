"""The checker of accessible and archivable papers, without what it mistakes."""

import re

import page

WRONG_LENGTH = "a stream /Length does not match its raw content length"
STREAM = re.compile(rb"/Length (\d+)\b(?:(?!endobj).)*?stream\r?\n", re.DOTALL)


def failures_of(content: bytes, *, profile: str) -> list[str]:
    """What an accessible (ua1) or archivable (2a) paper lacks.

    The checker takes a carriage return that is a stream's own last byte for the end of the line, and then
    finds the stream too short; where every length is right, that is no failure.
    """
    found = [failure.message for failure in page.validate_pdf_bytes(content, profile=profile).failures]
    return [each for each in found if each != WRONG_LENGTH or not _lengths_are_right(content)]


def _lengths_are_right(content: bytes) -> bool:
    heads = list(STREAM.finditer(content))
    tails = (content[head.end() + int(head.group(1)) :].lstrip(b"\r\n") for head in heads)
    return bool(heads) and all(tail.startswith(b"endstream") for tail in tails)
