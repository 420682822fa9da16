"""The commands ``kidsapp allocation``: files in, files out, nothing half written."""

import json
import re
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner

from kidsapp.allocation.checker.__main__ import main
from kidsapp.web.allocation.cli import allocation
from kidsapp.web.allocation.texts import ANSWERS, FOLDERS

INPUT = {
    "rule": "deferred-acceptance",
    "seed": "5eed",
    "children": {"a": ["K1", "K2"], "b": ["K1"], "c": ["K1", "K2"]},
    "facilities": {
        "K1": {
            "capacity": 1,
            "priorities": {
                "a": {"class": 0, "points": 70},
                "b": {"class": 0, "points": 80},
                "c": {"class": 1, "points": 90},
            },
        },
        "K2": {"capacity": 1, "priorities": ["c", "a"]},
    },
}


def call(*arguments):
    return CliRunner().invoke(allocation, [str(each) for each in arguments])


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "input.json"
    path.write_text(json.dumps(INPUT), encoding="utf-8")
    return path


@pytest.fixture
def made(source, tmp_path):
    path = tmp_path / "record.json"
    done = call("run", source, "-o", path, "--explanations", tmp_path / "said.json")
    assert done.exit_code == 0, done.output
    return path


@pytest.mark.parametrize("name", ["places", "courses"])
def test_a_list_is_frozen_before_anybody_knows_its_seed(tmp_path, name):
    """Also where children stand equal, whom only the draw will tell apart."""
    given = INPUT if name == "places" else json.loads(HOLIDAY.read_text(encoding="utf-8"))
    without, source, target = (tmp_path / each for each in ("list.json", "input.json", "record.json"))
    without.write_text(json.dumps({key: given[key] for key in given if key != "seed"}), encoding="utf-8")
    source.write_text(json.dumps(given), encoding="utf-8")
    frozen = call("freeze", without).output.strip()
    assert call("run", source, "-o", target).exit_code == 0
    assert call("verify-draw", target, "--list-hash", frozen).exit_code == 0
    assert call("freeze", source).output.strip() == frozen
    assert call("freeze", target).exit_code == 2


def test_the_worked_example_of_the_documents_runs_and_is_proved(made):
    record = json.loads(made.read_text(encoding="utf-8"))
    assert record["assignment"] == {"a": None, "b": "K1", "c": "K2"}
    assert record["blocking_pairs"] == [] and record["verdict"]["is_proved"]
    assert call("check", made).output.splitlines()[-1] == "proved"
    assert call("replay", made).output == "the same bytes\n"
    assert "3 draw numbers follow from the seed" in call("verify-draw", made).output


def test_a_child_reads_why_in_german_and_in_english(made):
    german = call("explain", made, "--child", "a").output
    assert "Ihr Kind hat noch keinen Platz bekommen." in german
    assert "Punkte beim letzten Platz (Vorrang 0): 80. Punkte Ihres Kindes: 70." in german
    english = call("explain", made, "--child", "a", "--language", "en").output
    assert "On the Kita's list, rank 1 was enough. Your child has rank 2." in english


@pytest.mark.parametrize("language", FOLDERS)
def test_every_language_explains_with_all_numbers(made, language):
    said = call("explain", made, "--child", "a", "--language", language).output
    assert all(number in said for number in ("80", "70", "K1", "K2")) and "{" not in said


def test_all_explanations_come_in_one_file(made):
    said = json.loads((made.parent / "said.json").read_text(encoding="utf-8"))
    assert list(said) == ["a", "b", "c"] and len(said["a"]) == 3


def test_a_refused_input_writes_nothing_and_names_the_place(source, tmp_path):
    source.write_text(json.dumps(INPUT | {"children": {"a": ["K1", "K9"]}}), encoding="utf-8")
    before = set(tmp_path.iterdir())
    done = call("run", source, "-o", tmp_path / "record.json")
    assert done.exit_code == 2 and "$.children.a[1]" in done.output
    assert set(tmp_path.iterdir()) == before


def test_the_input_is_never_written_over(source):
    before = source.read_bytes()
    assert call("run", source, "-o", source).exit_code == 2
    assert source.read_bytes() == before


def test_a_folder_that_is_not_there_is_said_in_one_line(source, tmp_path):
    done = call("run", source, "-o", tmp_path / "nowhere" / "record.json")
    assert done.exit_code == 2 and "No such file" in done.output


def test_a_forged_record_is_not_proved_and_does_not_replay(made):
    record = json.loads(made.read_text(encoding="utf-8"))
    record["assignment"] |= {"a": "K1", "b": None}
    made.write_text(json.dumps(record), encoding="utf-8")
    done = call("check", made)
    assert done.exit_code == 1 and "blocking pair: b and K1" in done.output
    assert call("replay", made).exit_code == 1


def test_another_commitment_than_the_published_one_is_found(made):
    assert call("verify-draw", made, "--commitment", "0" * 64).exit_code == 1
    published = json.loads(made.read_text(encoding="utf-8"))["draw"]
    fine = call(
        "verify-draw", made, "--commitment", published["commitment"], "--list-hash", published["list_hash"]
    )
    assert fine.exit_code == 0


def test_what_is_no_record_is_refused_in_one_line(source, made):
    whole = json.loads(made.read_text(encoding="utf-8"))
    for key in ("input", "draw", "cutoffs", "hashes", "assignment", "proposals"):
        for value in (None, [], {"x": 1}, "x", 1):
            made.write_text(json.dumps(whole | {key: value}), encoding="utf-8")
            for command in ("check", "replay", "verify-draw"):
                done = call(command, made)
                assert done.exception is None or isinstance(done.exception, SystemExit), (key, value)
                assert done.exit_code in {1, 2} or command == "verify-draw", (key, value)
    assert call("check", source).exit_code == 2
    assert call("explain", source, "--child", "a").exit_code == 2


def test_an_unknown_child_is_refused(made):
    assert call("explain", made, "--child", "nobody").exit_code == 2


def test_kitas_that_decide_by_hand_are_told_whose_list_has_ended_and_what_the_rounds_cost(source, tmp_path):
    kitas = {
        "K1": {"capacity": 1, "priorities": ["a", "b"], "by_hand": True},
        "K2": {"capacity": 2, "priorities": ["c", "a"], "by_hand": True},
    }
    children = {"a": ["K2", "K1"], "b": ["K1"], "c": ["K1", "K2"]}
    source.write_text(json.dumps(INPUT | {"children": children, "facilities": kitas}), encoding="utf-8")
    record = tmp_path / "record.json"
    said = call("run", source, "-o", record).output.splitlines()
    assert said[:2] == [
        "2 rounds, 4 offers by hand",
        "0 children would have a better place by the same lists if children asked",
    ]
    assert said[-1] == "proved" and call("replay", record).exit_code == 0
    kitas["K2"]["priorities"] = ["a"]
    source.write_text(json.dumps(INPUT | {"children": children, "facilities": kitas}), encoding="utf-8")
    assert "K2: 1 seats left and its list has ended" in call("run", source, "-o", record).output
    assert "Sie hat Ihrem Kind keinen Platz angeboten." in call("explain", record, "--child", "c").output


def test_the_office_asks_what_one_more_place_would_do(source):
    said = call("what-if", source, "--seats", "K1=+1").output
    assert said == "gained: a: none -> K1\nunchanged: 2\n"
    assert call("marginal", source).output.splitlines()[0] == "K1: 1 more placed, 1 with a better place"
    assert call("what-if", source, "--points", "a@K1=81").output.count(":") > 2
    assert call("chances", source, "--child", "a", "--draws", "10").output == "no place: 10 of 10\n"


@pytest.mark.parametrize(
    "asked", [("--seats", "K9=1"), ("--seats", "K1"), ("--points", "z@K1=1"), ("--points", "c@K2=1")]
)
def test_a_question_about_what_is_not_there_is_refused(source, asked):
    assert call("what-if", source, *asked).exit_code == 2


def test_a_family_checks_at_home_with_nothing_but_python(made):
    """``-S`` leaves out everything that is installed, ``-E`` everything that is set."""
    published = json.loads(made.read_text(encoding="utf-8"))["draw"]
    checker = [sys.executable, "-S", "-E", "-m", "kidsapp.allocation.checker", str(made), "--child", "a"]
    hashes = ["--commitment", published["commitment"], "--list-hash", published["list_hash"]]
    root = Path(__file__).parents[3]
    done = subprocess.run([*checker, *hashes], capture_output=True, text=True, cwd=root, check=False)
    assert done.returncode == 0, done.stderr
    first, *_, last = done.stdout.splitlines()
    number = sha256(b"5eed:a").hexdigest()[:32]
    assert (first, last) == (f"a: no place; draw number {number}", "proved")
    assert main([str(made), "--commitment", "0" * 64]) == 1
    made.write_text("{}", encoding="utf-8")
    assert main([str(made)]) == 2


WORDS = re.compile(r"\w+")
EASY = 45
"""LIX (Björnsson 1968): up to 30 books for children, up to 50 newspapers, from 60 on statutes."""


ABOUT_COURSES = {
    "other": "Zirkus",
    "minutes": 30,
    "youngest": 6,
    "oldest": 9,
    "age": 5,
    "highest": 2,
    "children": 2,
}


def lix(text):
    """Words in a sentence, and how many of a hundred have more than six letters."""
    words = WORDS.findall(text)
    sentences = len([each for each in re.split(r"[.:!?]", text) if WORDS.search(each)])
    return len(words) / sentences + 100 * sum(len(word) > 6 for word in words) / len(words)


def test_explanations_are_easier_to_read_than_a_newspaper():
    facts = {"seats": "K1", "last": 80, "own": 70, "class": 0, "ground": "Härte", **ABOUT_COURSES}
    hard = {
        key: round(lix(text.format(**facts)))
        for key, text in ANSWERS.items()
        if lix(text.format(**facts)) > EASY
    }
    assert not hard


HOLIDAY = Path(__file__).parents[3] / "docs/examples/holiday.json"


@pytest.mark.parametrize(("mode", "more"), [("stable", {}), ("first-place-for-all", {"wishes_at_least": 2})])
def test_a_holiday_programme_is_run_proved_explained_replayed_in_seven_languages(tmp_path, mode, more):
    source, path = tmp_path / "holiday.json", tmp_path / "record.json"
    content = json.loads(HOLIDAY.read_text(encoding="utf-8")) | {"mode": mode} | more
    source.write_text(json.dumps(content), encoding="utf-8")
    done = call("run", source, "-o", path, "--explanations", tmp_path / "said.json")
    assert done.exit_code == 0 and "6 of 6 children placed" in done.output
    assert ("listing less gained" in done.output) == (mode != "stable")
    assert call("check", path).output.splitlines()[-1] == "proved"
    assert call("replay", path).output == "the same bytes\n"
    assert main([str(path), "--child", "k1"]) == 0
    assert "6 draw numbers follow from the seed" in call("verify-draw", path).output
    for language in FOLDERS:
        said = [
            call("explain", path, "--child", child, "--language", language).output
            for child in content["children"]
        ]
        assert all("{" not in each and "Wald" in " ".join(said) for each in said)
        assert "30" in said[0] or mode != "stable"
    german = json.loads((tmp_path / "said.json").read_text(encoding="utf-8"))
    assert german["k5"][0] == "Ihr Kind bekommt: Klettern Mo, Wald."


def test_a_changed_course_is_not_proved_and_a_faulty_one_is_refused(tmp_path):
    path = tmp_path / "record.json"
    assert call("run", HOLIDAY, "-o", path).exit_code == 0
    made = json.loads(path.read_text(encoding="utf-8"))
    made["assignment"]["k1"] = ["Zirkus", "Kochen"]
    path.write_text(json.dumps(made), encoding="utf-8")
    done = call("check", path)
    assert done.exit_code == 1 and "k1: got Zirkus and Kochen, which lie too close together" in done.output
    made["assignment"]["k1"] = ["Kegeln"]
    path.write_text(json.dumps(made), encoding="utf-8")
    done = call("check", path)
    assert done.exit_code == 2 and "$.assignment.k1[0]" in done.output
