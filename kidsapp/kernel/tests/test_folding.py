"""Names are found however somebody can type them."""

import pytest

from kidsapp.kernel.folding import folded


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Yılmaz", "yilmaz"),
        ("İpek IŞIK", "ipek isik"),
        ("Łukasz Wałęsa", "lukasz walesa"),
        ("Đorđević", "dordevic"),
        ("Kræmer-Sørensen", "kraemer sorensen"),
        ("Müßig, Straße", "muessig strasse"),
        ("O’Neill", "o neill"),
    ],
)
def test_a_name_is_found_by_whoever_has_its_letters_on_no_key(written, typed):
    assert folded(written) == typed


@pytest.mark.parametrize("name", ["Олена", "ليلى", "Ἀθηνᾶ"])
def test_other_scripts_stay_and_are_folded_once(name):
    assert folded(name)
    assert folded(folded(name)) == folded(name)
