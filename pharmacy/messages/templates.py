"""Templates, as gettext reads them: Django turns one into calls of gettext, and says little of what it cannot read."""

import re
import warnings
from collections.abc import Iterator

from django.template.base import Lexer, Token, TokenType
from django.utils.translation import TranslatorCommentWarning
from django.utils.translation.template import templatize

QUOTED = r"""(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')"""
TRANSLATE = re.compile(rf"\s*trans(?:late)?\s+({QUOTED})")
CONSTANT = re.compile(rf"\b_\(({QUOTED})\)")


def as_python(source: str) -> str:
    """The template's strings as calls of gettext, without indentation, over which a tokenizer would stumble."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", TranslatorCommentWarning)
        return "\n".join(line.strip() for line in templatize(source).splitlines())


def faults(source: str) -> Iterator[tuple[str, str]]:
    """What a page would look for in vain: (what, string)."""
    for token in Lexer(source).tokenize():
        if token.token_type in (TokenType.BLOCK, TokenType.VAR):
            yield from faults_of(token)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", TranslatorCommentWarning)
        try:
            templatize(source)
        except SyntaxError:
            return  # said where the strings are read
    for warning in caught:
        yield "a comment for translators must be the last thing on its line", str(warning.message)


def faults_of(token: Token) -> Iterator[tuple[str, str]]:
    whole = TRANSLATE.match(token.contents) if token.token_type is TokenType.BLOCK else None
    constants = CONSTANT.findall(token.contents)
    for text in [whole[1], *constants] if whole else constants:
        if "\\" in text:
            yield f"line {token.lineno}: a backslash; take the other quotation mark", text
    for text in constants:
        # Where a page runs it looks for two percent signs; where strings are gathered there is one.
        if "%" in text:
            yield f"line {token.lineno}: a percent sign in _(); use {{% translate … as … %}}", text
        if "|" in text and token.token_type is TokenType.VAR:
            yield f"line {token.lineno}: a bar in _(); use {{% translate %}}", text
    if whole and constants:
        yield f"line {token.lineno}: _() within translate is not read", constants[0]
