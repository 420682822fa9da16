"""What was sealed opens whole or not at all."""

import io

import pytest

from kidsapp.operations.backup import sealing
from kidsapp.operations.backup.sealing import (
    KEY_FILE,
    PASSPHRASE,
    SealedReader,
    SealedWriter,
    Secret,
    Unreadable,
)

SECRET = Secret(KEY_FILE, bytes(32))
PIECE = 100


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch):
    monkeypatch.setattr(sealing, "PIECE", PIECE)


def sealed(data, secret=SECRET):
    out = io.BytesIO()
    writer = SealedWriter(out, secret)
    for start in range(0, len(data), 37):
        writer.write(data[start : start + 37])
    writer.finish()
    return out.getvalue()


def opened(content, secret=SECRET):
    return SealedReader(io.BytesIO(content), secret).read()


@pytest.mark.parametrize("length", [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 5 * PIECE + 7])
def test_what_was_sealed_opens_again(length):
    data = bytes(number % 251 for number in range(length))
    assert opened(sealed(data)) == data


def test_a_passphrase_opens_what_it_sealed_and_nothing_else_does():
    mine, other = (Secret(PASSPHRASE, word) for word in (b"correct horse battery", b"correct horse batterx"))
    content = sealed(b"Mia", mine)
    assert opened(content, mine) == b"Mia"
    for wrong in (other, SECRET):
        with pytest.raises(Unreadable):
            opened(content, wrong)


def test_no_byte_can_be_changed():
    content = sealed(bytes(250))
    for place in range(len(content)):
        changed = bytearray(content)
        changed[place] ^= 1
        with pytest.raises(Unreadable):
            opened(bytes(changed))


def test_no_end_can_be_cut_off_and_nothing_added():
    content = sealed(bytes(250))
    for length in range(len(content)):
        with pytest.raises(Unreadable):
            opened(content[:length])
    with pytest.raises(Unreadable):
        opened(content + b"x")


def test_no_two_pieces_can_change_places():
    content, whole = sealed(bytes(350)), PIECE + sealing.TAG
    head = len(sealing.MAGIC) + 1 + sealing.SALT
    first, second = content[head : head + whole], content[head + whole : head + 2 * whole]
    with pytest.raises(Unreadable):
        opened(content[:head] + second + first + content[head + 2 * whole :])


def test_a_writing_that_was_cut_off_has_no_end():
    out = io.BytesIO()
    SealedWriter(out, SECRET).write(bytes(250))
    with pytest.raises(Unreadable):
        opened(out.getvalue())


def test_a_short_passphrase_is_refused(tmp_path):
    file = tmp_path / "key"
    file.write_text("geheim\n")
    with pytest.raises(Unreadable, match="at least 16"):
        sealing.secret_in(file)


def test_random_bytes_instead_of_a_key_are_refused_with_the_way_to_one(tmp_path):
    file = tmp_path / "key"
    file.write_bytes(bytes(range(128, 160)))
    with pytest.raises(Unreadable, match="kidsapp backup key"):
        sealing.secret_in(file)
