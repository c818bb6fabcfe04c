"""What the tests of several formats write."""

import pytest
from build import challenge, seeking
from build import dataset as dataset_of

from eigcli.data.model import Dataset, Programme


@pytest.fixture(scope="session")
def two_promotions() -> Dataset:
    """Two promotions: all is known of the people of the first, and nothing of those of the second.

    The second has a name that some formats must take care of.
    """
    return dataset_of(
        challenge(
            "a", promotion="1", profiles=seeking(cook=2, baker=1), recruited=seeking(baker=4)
        ),
        challenge("b", promotion="1", profiles=seeking(cook=3), recruited=seeking(cook=1)),
        challenge("c", promotion="dig", year="2019"),
        programmes=(
            Programme(
                name="P", promotion="1", organiser="E", closes="2017-10", mentors=("m|n", "o")
            ),
            Programme(name="=Q, R; S | T: u", promotion="dig", start="2019-06", counted="selected"),
        ),
    )
