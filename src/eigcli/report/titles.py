"""The titles of reports: what was chosen, and what became of it."""

import re
from collections.abc import Iterator

from eigcli.data.kinds import in_units
from eigcli.data.model import CHALLENGES, STATES_USED, Challenges, Dataset
from eigcli.messages import _, ngettext, ngettext_noop
from eigcli.query.choosing import Answer
from eigcli.query.filters import Filters, label_of_option
from eigcli.report.states import has_states, numbers_of, state_in_a_line, whole_of
from eigcli.text import comma_list, group_digits, printable

# The facets whose names say no more than their values: `Lyon` is enough, `health` is not.
_UNNAMED = ("town", "family", "ministry", "skill")
# The letters that the names of challenges may take in what was chosen.
_WIDTH_OF_NAMES = 60
_ALL_UNKNOWN = ngettext_noop(
    "no source says what became of these {total} challenges",
    "no source says what became of these {total} challenges",
)
_USED = ngettext_noop(
    "{count} of {total} challenges seen in use or handed over",
    "{count} of {total} challenges seen in use or handed over",
)
_IN_STATE = ngettext_noop("{count} of {total} challenges", "{count} of {total} challenges")


def title_of(answer: Answer, otherwise: str = "") -> str:
    """Return the title of a report: what was chosen, and how many challenges of it are in use.

    Args:
        answer: the answer.
        otherwise: what the report shows, instead of the number of challenges, if no state is known.
    """
    challenges = answer.whatever_state or answer.chosen.challenges
    is_known = has_states(answer.whole)
    if len(challenges) == 1 and is_known:
        [challenge] = challenges
        state = state_in_a_line(challenge)
        return _("{name}: {state}", name=challenge.name, state=state)
    if answer.asked.challenges:
        return comma_list(challenge.name for challenge in challenges)
    if challenges and is_known:
        return with_subject(answer, _finding(answer, challenges))
    return with_subject(answer, otherwise or in_units(len(challenges), CHALLENGES))


def with_subject(answer: Answer, text: str) -> str:
    """Return a text behind what was chosen, with a capital: `Lyon: 3 challenges`."""
    subject = printable(", ".join(_subjects(answer)))
    if subject:
        text = _("{subject}: {finding}", subject=subject, finding=text)
    return text[:1].upper() + text[1:]


def selection_of(answer: Answer) -> str:
    """Return what was chosen, in words, "" if nothing is left out: `promotion 5, Lyon`.

    Challenges that no filter chose are named.
    """
    subjects = []
    if _is_of_promotions(answer):
        codes = filter(None, answer.whole.promotions)
        subjects += [_("promotion {name}", name=code) for code in codes]
    labels = [*_labels(answer.filters)]
    listed = answer.listed
    if len(listed) < len(answer.chosen):
        first = ngettext("the first one", "the first {count}", len(listed))
        labels.append(first)
    if not labels and len(listed) < _number_of_all(answer):
        names = comma_list((challenge.name for challenge in listed), _WIDTH_OF_NAMES)
        labels.append(names)
    return printable(", ".join([*subjects, *labels]))


def _number_of_all(answer: Answer) -> int:
    """Return how many challenges the promotions of an answer have, if that is known."""
    codes = answer.whole.promotions
    return sum(challenge.promotion in codes for challenge in whole_of(answer.whole))


def _subjects(answer: Answer) -> Iterator[str]:
    """Yield what was chosen, in words: promotions, and the values of filters."""
    if _is_of_promotions(answer):
        for code, label in answer.whole.promotion_labels.items():
            yield _promotion(answer.whole, code, label)
    filters = answer.filters
    if not _asks_for_other_states(answer):  # the finding is on what is in use
        filters = filters.without_facet("state")
    yield from _labels(filters)


def _is_of_promotions(answer: Answer) -> bool:
    """Tell whether promotions are named: those of a part, or the only one."""
    codes = {challenge.promotion_or_year for challenge in answer.whole}
    return bool(answer.scope) or len(codes) == 1


def _labels(filters: Filters) -> Iterator[str]:
    """Yield the values of filters, in words."""
    names = "|".join(re.escape(label_of_option(facet)) for facet in _UNNAMED)
    for label in filters.labels:
        yield re.sub(f"^(?:{names}) ", "", label)


def _promotion(dataset: Dataset, code: str, label: str) -> str:
    """Return the name of a promotion: its number, or else the name of its programme."""
    if code.isdecimal() and dataset.has_promotions:
        return _("promotion {name}", name=label)
    for programme in dataset.programmes:
        if programme.promotion == code:
            label = label.replace(code, programme.name, 1)
    return label


def _asks_for_other_states(answer: Answer) -> bool:
    """Tell whether a state is asked for, and not that of being in use."""
    if not answer.whatever_state:
        return False
    return any(challenge.state not in STATES_USED for challenge in answer.chosen)


def _finding(answer: Answer, challenges: Challenges) -> str:
    """Return how many of some challenges are in use or in the state asked for."""
    numbers = numbers_of(challenges)
    count = numbers.used
    unknown = numbers.state_unknown
    total = group_digits(len(challenges))
    text = _USED
    if _asks_for_other_states(answer):
        count = len(answer.chosen)
        text = _IN_STATE
    elif unknown == len(challenges):
        return ngettext(*_ALL_UNKNOWN, unknown, total=total)
    finding = ngettext(*text, count, count=group_digits(count), total=total)
    if not unknown:
        return finding
    number = group_digits(unknown)
    return _("{finding}; of {unknown} it is not known", finding=finding, unknown=number)
