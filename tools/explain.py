"""Show how a question is read: its words with their senses, its tokens after each pass, its options.

python tools/explain.py designers à Lyon pour les ponts
"""

import sys

from eigcli.data.loading import bundled
from eigcli.errors import EigError
from eigcli.query.passes import PASSES
from eigcli.query.question import understood
from eigcli.query.searching import SearchIndex
from eigcli.query.tokens import Token, Tokens, tokens_of
from eigcli.query.vocabulary import Vocabulary
from eigcli.text import shell_line


def shown(token: Token) -> str:
    """Return a token that is taken for something, as text."""
    denied = "not " if token.excluded else ""
    return f"{token.typed} = {denied}{token.kind} {token.value} {token.operator}".strip()


def taken(tokens: Tokens) -> list[str]:
    """Return the tokens that are taken for something, as text."""
    return [shown(token) for token in tokens if token.kind]


def main() -> None:
    """Explain the question that the arguments are."""
    question = " ".join(sys.argv[1:])
    texts = SearchIndex(bundled().dataset)
    tokens = tokens_of(question)
    for token in tokens:
        senses = ", ".join(f"{kind} {what}".strip() for kind, what in token.senses.items())
        print(f"{token.typed:20} {senses or '-'}")
    vocabulary = Vocabulary(texts)
    for rewrite in PASSES:
        before = taken(tokens)
        tokens = rewrite(tokens, vocabulary)
        if taken(tokens) != before:
            print(f"\n{rewrite.__name__}: " + " · ".join(taken(tokens)))
    try:
        asked = understood(question, texts)
    except EigError as error:
        print(f"\n{error}")
        return
    command = "programme" if asked.is_programme else asked.command
    options = asked.filters.as_arguments(asked.by)
    if asked.columns:
        command = "promotions"
        options += ["--columns", ",".join(asked.columns)]
    print("\n" + shell_line(["eig", command, *options]))


if __name__ == "__main__":
    main()
