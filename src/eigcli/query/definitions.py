"""What the words mean that people meet in answers, each in a sentence."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from eigcli.data.model import distinct
from eigcli.messages import N_, _

if TYPE_CHECKING:  # a page has a definition, and reads no question
    from eigcli.query.question import Question
    from eigcli.query.tokens import Token
    from eigcli.query.vocabulary import Vocabulary

# It holds for the calls of all years: teams have one to three people.
CHALLENGE = N_(
    "A challenge (défi) is a task that a French administration gives to a small team, which the"
    " State’s programme Entrepreneurs d’intérêt général recruits from outside for six to twelve"
    " months."
)
_IN_USE = N_("In use: a source of that day says that the product of the team is used.")
# By the value of a state, the code of a role, or the sense of a word.
DEFINITIONS = {
    "in-use": _IN_USE,
    "used": _IN_USE,
    "handed-over": N_(
        "Handed over: another body than the team runs the product or uses its result now, as a"
        " source says."
    ),
    "on-trial": N_("On trial: the product is built or tried out, and not in general use yet."),
    "ended": N_("Ended: a source says that the work stopped, or that the product is used no more."),
    "no-product": N_("No product: the mission was to make none, such as to support other teams."),
    "unknown": N_(
        "Not known: no source says what became of the challenge. It may be in use or not."
    ),
    "challenge": CHALLENGE,
    "eig": N_(
        "EIG stands for the programme Entrepreneurs d’intérêt général, in which people from outside"
        " work on challenges of administrations. More: eig programme."
    ),
    "promotion": N_(
        "A promotion is the challenges and the people of one call; they begin together. All of"
        " them: eig promotions."
    ),
    "dig": N_(
        "DIG stands for Designers d’intérêt général, the promotion of 2019 that was of designers"
        " only."
    ),
    "ministry": N_("A host is the administration in which the team of a challenge works."),
    "family": N_(
        "A family is a grouping by eig of ministries, whose names change with each government."
    ),
    "subject": N_("A subject is what a challenge is about, one of sixteen: a grouping by eig."),
    "theme": N_("A theme is a label under which the programme filed the challenges of one call."),
    "phase": N_(
        "A phase is how far a product is, in the words of a register of public products, from"
        " investigation to stopped."
    ),
    "state": N_(
        "A state is what a source said of a challenge on its day: in use, handed over, on trial,"
        " ended, or no product."
    ),
    "skill": N_("A role is what people are sought or recruited for: eig stats --by skill."),
    "developer": N_("A developer writes the software of a product."),
    "designer": N_("A designer finds out what users need, and designs what they see and do."),
    "data-scientist": N_("A data scientist makes models and statistics from data."),
    "data-engineer": N_("A data engineer makes data flow: collects, stores and serves it."),
    "geomatician": N_("A geomatician works with maps and geographic data."),
    "lawyer": N_("A digital lawyer works on the law of data and software."),
    "project-manager": N_("A digital project manager plans and steers the work of a team."),
    "product-manager": N_("A product manager decides what a product becomes, and in what order."),
    "product-director": N_("A product director answers for what a product becomes."),
    "technical-director": N_("A technical director answers for how a product is built."),
    "impact-director": N_(
        "An impact director answers for what a product changes, and measures it."
    ),
    "operations-director": N_("An operations director answers for the daily work of a product."),
}


def definition_of(question: "Question") -> str:
    """Return the sentence that says what a word means, if a question asks that; else "".

    Of a difference, it is a sentence for each of the words.
    """
    if "define" not in question.intents:
        return ""
    names = _names_of(question)
    if question.is_ranked:
        sentences = [_(DEFINITIONS[name]) for name in names]
        return " ".join(sentences) if len(sentences) > 1 else ""
    # `what does transferred mean for a challenge` asks for the other word.
    rare = [name for name in names if name != "challenge"]
    return _(DEFINITIONS[(rare or names)[0]]) if names else ""


def _names_of(question: "Question") -> tuple[str, ...]:
    """Return what the words of a question mean, as keys of `DEFINITIONS`: the quoted ones first."""
    names = []
    for token in (*question.quoted, *question.tokens):
        for name in _meanings(token, question.vocabulary):
            if name in DEFINITIONS:
                names.append(name)
                break
    return distinct(names)


def _meanings(token: "Token", vocabulary: "Vocabulary") -> Iterator[str]:
    """Yield what a token may mean, as keys of `DEFINITIONS`, and more."""
    match token.kind:
        case "state" | "phase" | "promotion":
            yield token.value
        case "skill" | "recruited":
            skills = vocabulary.dataset.skills
            yield from (skill.code for skill in skills if token.typed in skill.names())
        case "challenge" if not vocabulary.facets_of(token.typed):
            yield "challenge"
        case "" | "by":
            yield token.senses.get("kind", "")
            yield token.value
            if token.says("challenge"):
                yield "challenge"
            if token.plain == "eig" or token.says("people", "whole"):
                yield "eig"
