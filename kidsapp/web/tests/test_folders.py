"""What an installation makes for itself at the first start."""

import pytest

from kidsapp.web import folders


@pytest.fixture
def state(tmp_path, monkeypatch):
    monkeypatch.setattr(folders, "STATE", tmp_path / "state")
    return tmp_path / "state"


def test_a_secret_is_made_once_and_for_the_user_of_the_process_alone(state):
    made = folders.kept_secret("key", lambda: "first")
    assert folders.kept_secret("key", lambda: "second") == made == "first"
    assert (state / "key").stat().st_mode & 0o077 == 0
    assert [file.name for file in state.iterdir()] == ["key"]


def test_whoever_is_second_at_the_first_start_takes_what_the_other_made(state):
    def make():
        (state / "key").write_text("the other's")
        return "mine"

    assert folders.kept_secret("key", make) == "the other's"
