"""Show how a question is read: its words with their senses, its tokens after each pass, its options.

python tools/explain.py designers à Lyon pour les ponts
"""

import sys

from eigcli.data.loading import bundled
from eigcli.errors import EigError
from eigcli.query.interpretation import Interpretation
from eigcli.query.passes import PASSES
from eigcli.query.question import Question, understood
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


def command(asked: Interpretation) -> list[str]:
    """Return the command that answers a question, and its options."""
    if asked.challenges:
        return ["show", *asked.challenges]
    name, *options = asked.arguments
    if asked.is_programme:
        name = "promotions" if asked.columns else "programme"
    return [name, *options]


def main() -> None:
    """Explain the question that the arguments are."""
    typed = " ".join(sys.argv[1:])
    texts = SearchIndex(bundled().dataset)
    vocabulary = Vocabulary(texts)
    question = Question(typed, vocabulary, counting=False)
    for word, other in question.corrected.items():
        print(f"{word} is read as {other}")
    tokens = tokens_of(question.text)
    for token in tokens:
        senses = ", ".join(f"{kind} {what}".strip() for kind, what in token.senses.items())
        print(f"{token.typed:20} {senses or '-'}")
    for rewrite in PASSES:
        before = taken(tokens)
        tokens = rewrite(tokens, vocabulary)
        if taken(tokens) != before:
            print(f"\n{rewrite.__name__}: " + " · ".join(taken(tokens)))
    quotes = question.tokens[len(tokens) :]
    if quotes:
        print("\nquotation marks: " + " · ".join(taken(quotes)))
    try:
        asked = understood(typed, texts)
    except EigError as error:
        print(f"\n{error}")
        return
    if asked.facts:
        print("\nfacts: " + ", ".join(asked.facts))
    print("\n" + (asked.definition or shell_line(["eig", *command(asked)])))


if __name__ == "__main__":
    main()
