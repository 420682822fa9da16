import base64
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kidsapp.documents.keys import BadKeys, cipher_from, first_key, keys_from, newest
from kidsapp.documents.sealing import (
    CHUNK,
    CIPHERS,
    SEALED_CHUNK,
    Unsealable,
    city_key,
    opened,
    rewrapped,
    sealed,
)

MASTER, OTHER = bytes(range(32)), bytes(32)
KEY = city_key(MASTER, 1)
LENGTHS = st.one_of(
    st.integers(0, 200), st.sampled_from([CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 7])
)


def parts_of(content):
    return [content[at : at + SEALED_CHUNK] for at in range(0, len(content), SEALED_CHUNK)]


def read(content, made, key=KEY, name="a"):
    return b"".join(opened(parts_of(content), made.wrapped_key, key, name=name))


@given(LENGTHS)
def test_what_was_sealed_opens_as_it_was(length):
    data = os.urandom(length)
    made = sealed(data, KEY, name="a")
    assert read(made.content, made) == data
    assert length < 16 or data not in made.content


@given(LENGTHS, st.integers(0))
def test_one_changed_bit_is_found(length, where):
    made = sealed(bytes(length), KEY, name="a")
    changed = bytearray(made.content)
    at = where % (8 * len(changed))
    changed[at // 8] ^= 1 << at % 8
    with pytest.raises(Unsealable):
        read(bytes(changed), made)


@pytest.mark.parametrize(
    "twisted",
    [
        lambda parts: parts[:-1],
        lambda parts: parts[1:],
        lambda parts: [parts[1], parts[0], *parts[2:]],
        lambda parts: [*parts, parts[-1]],
        lambda parts: [],
        lambda parts: [*parts[:-1], parts[-1][:-1]],
    ],
    ids=["cut at a chunk", "without its beginning", "turned round", "lengthened", "empty", "cut"],
)
def test_a_file_that_was_cut_or_put_together_does_not_open(twisted):
    made = sealed(os.urandom(3 * CHUNK), KEY, name="a")
    with pytest.raises(Unsealable):
        list(opened(twisted(parts_of(made.content)), made.wrapped_key, KEY, name="a"))


def test_no_other_city_master_or_document_opens_it():
    made = sealed(b"secret", KEY, name="a")
    for key, name in ((city_key(MASTER, 2), "a"), (city_key(OTHER, 1), "a"), (KEY, "b")):
        with pytest.raises(Unsealable):
            read(made.content, made, key, name)


def test_no_two_documents_share_a_key_even_with_the_same_bytes():
    one, two = sealed(b"same", KEY, name="a"), sealed(b"same", KEY, name="a")
    assert one.content != two.content and one.wrapped_key != two.wrapped_key


def test_a_new_master_opens_the_same_file_and_the_old_one_no_more():
    made, new = sealed(b"secret", KEY, name="a"), city_key(OTHER, 1)
    anew = rewrapped(made.wrapped_key, KEY, new, name="a")
    assert b"".join(opened([made.content], anew, new, name="a")) == b"secret"
    with pytest.raises(Unsealable):
        list(opened([made.content], anew, KEY, name="a"))


def test_keys_come_numbered_and_the_newest_seals():
    first, second = (base64.b64encode(bytes([n]) * 32).decode() for n in (1, 2))
    keys = keys_from(f"2:{second} 1:{first}")
    assert keys == {1: b"\x01" * 32, 2: b"\x02" * 32} and newest(keys) == 2


@pytest.mark.parametrize(
    "text", ["x:AAAA", "1:AAAA", "1:%%%", "0:" + "A" * 43 + "=", "1", "40000:" + "A" * 43 + "="]
)
def test_bad_keys_are_named_and_not_shown(text):
    with pytest.raises(BadKeys, match="KIDSAPP_DOCUMENT_KEYS") as error:
        keys_from(text)
    assert "AAAA" not in str(error.value)


def test_the_first_key_is_a_new_one_each_time():
    made = keys_from(first_key())
    assert list(made) == [1] and len(made[1]) == 32 and keys_from(first_key()) != made


@pytest.mark.parametrize("cipher", CIPHERS)
@pytest.mark.parametrize("length", [0, CHUNK, CHUNK + 1])
def test_every_cipher_opens_what_it_sealed_and_nothing_of_another(cipher, length):
    data = os.urandom(length)
    made, new = sealed(data, KEY, name="a", cipher=cipher), city_key(OTHER, 1)
    parts = parts_of(made.content)
    assert b"".join(opened(parts, made.wrapped_key, KEY, name="a", cipher=cipher)) == data
    anew = rewrapped(made.wrapped_key, KEY, new, name="a", cipher=cipher)
    assert b"".join(opened(parts, anew, new, name="a", cipher=cipher)) == data
    for other in set(CIPHERS) - {cipher}:
        with pytest.raises(Unsealable):
            list(opened(parts, made.wrapped_key, KEY, name="a", cipher=other))


@pytest.mark.parametrize("text", ["", "0", "3", "x", "-1"])
def test_a_cipher_that_is_not_there_is_refused_at_the_start(text):
    with pytest.raises(BadKeys):
        cipher_from(text)
    assert cipher_from("2") == 2
