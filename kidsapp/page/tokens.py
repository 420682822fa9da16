"""The colours of KidsApp as data: roles in light and dark, and the pairs whose contrast must hold."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kidsapp.page.colour import contrast, nearest_passing

CHILD_COLOURS = ("sonne", "aprikose", "koralle", "beere", "flieder", "himmel", "meer", "wiese")
CHILD_SHAPES = ("circle", "arch", "square", "leaf", "drop")
CHILD_PICTURES = ("kite", "boat", "star", "snail", "whale", "mushroom", "drum", "book")

TEXT = 4.5
NON_TEXT = 3.0
ON_ACTION = 7.0

_ROLES: dict[str, tuple[str, str]] = {
    "ground": ("#fbf8f1", "#10181f"),
    "surface": ("#ffffff", "#1a242b"),
    "sunken": ("#f3eee4", "#091116"),
    "line": ("#ded8ce", "#333f47"),
    "edge": ("#81776b", "#808f98"),
    "ink": ("#14252f", "#f3f0e9"),
    "ink-soft": ("#495963", "#c1bcb1"),
    "action": ("#035868", "#7cd3dd"),
    "action-strong": ("#02414d", "#a5e5ec"),
    "on-action": ("#ffffff", "#071822"),
    "action-tint": ("#dbf3f7", "#1c3942"),
    "visited": ("#67327d", "#d4ade6"),
    "focus": ("#14252f", "#fedc54"),
    "gap": ("#fedc54", "#091116"),
    "sun": ("#fbcd55", "#e3b750"),
    "good": ("#1a5f3e", "#85d7a9"),
    "good-bg": ("#dbf5e5", "#1b3427"),
    "warn": ("#7d4711", "#f4c471"),
    "warn-bg": ("#ffefc8", "#3f2e16"),
    "bad": ("#a52522", "#f59f94"),
    "bad-bg": ("#feecea", "#49221f"),
    "info": ("#1c587c", "#8fccea"),
    "info-bg": ("#e0f2fd", "#1e323f"),
    "pic-sun": ("#fbcd55", "#e3b750"),
    "pic-coral": ("#f68568", "#da7a62"),
    "pic-leaf": ("#77bc86", "#639b73"),
    "pic-sky": ("#7fc6e2", "#4c89a4"),
    "pic-sand": ("#eddcbd", "#a19073"),
    "pic-brick": ("#ae5b41", "#b36a53"),
    "pic-white": ("#ffffff", "#ede7db"),
    "pic-deep": ("#035868", "#226e7c"),
    "pic-line": ("#14252f", "#cac3b6"),
    "kid-ink": ("#0f1d29", "#0f1d29"),
    "kid-sonne": ("#f8cd60", "#e6bf5e"),
    "kid-sonne-tint": ("#fbefd2", "#3c3218"),
    "kid-sonne-edge": ("#936d2b", "#b69b5a"),
    "kid-aprikose": ("#fab06e", "#e7a468"),
    "kid-aprikose-tint": ("#ffecde", "#422e1c"),
    "kid-aprikose-edge": ("#9a6839", "#c79263"),
    "kid-koralle": ("#f69a87", "#e28e7d"),
    "kid-koralle-tint": ("#ffebe7", "#462b25"),
    "kid-koralle-edge": ("#a26053", "#d0897b"),
    "kid-beere": ("#e99bb9", "#d68fab"),
    "kid-beere-tint": ("#feeaf1", "#442a34"),
    "kid-beere-edge": ("#9e5d77", "#cb87a1"),
    "kid-flieder": ("#c5a8e0", "#b59bce"),
    "kid-flieder-tint": ("#f5ecfe", "#392d43"),
    "kid-flieder-edge": ("#83669d", "#ae8fca"),
    "kid-himmel": ("#86c3eb", "#7db4d8"),
    "kid-himmel-tint": ("#e3f3fe", "#1d3646"),
    "kid-himmel-edge": ("#3b7ca3", "#66a7d0"),
    "kid-meer": ("#75cdce", "#6ebebe"),
    "kid-meer-tint": ("#daf7f7", "#14393a"),
    "kid-meer-edge": ("#188586", "#50b0b1"),
    "kid-wiese": ("#90d192", "#86c188"),
    "kid-wiese-tint": ("#e0f8e0", "#253925"),
    "kid-wiese-edge": ("#518253", "#7bae7c"),
}

LIGHT: Mapping[str, str] = {role: pair[0] for role, pair in _ROLES.items()}
DARK: Mapping[str, str] = {role: pair[1] for role, pair in _ROLES.items()}

CITY_ROLES = frozenset(
    {"action", "action-strong", "on-action", "action-tint", "visited", "sun"}
    | {role for role in _ROLES if role.startswith("pic-")}
)
"""The roles that a city may set; every other colour is the same everywhere."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A foreground role on a background role, and the contrast it needs."""

    front: str
    back: str
    minimum: float


@dataclass(frozen=True, slots=True)
class FailingPair:
    """A pair that misses its minimum in one mode, with the role to change and a colour that would do."""

    pair: Pair
    mode: str
    value: float
    role: str
    proposal: str | None

    def __str__(self) -> str:
        """The pair, the mode, the value and the way out in one line."""
        line = (
            f"{self.pair.front} on {self.pair.back} ({self.mode}): {self.value:.1f} < {self.pair.minimum:g}"
        )
        return f"{line}, try {self.role} = {self.proposal}" if self.proposal else line


def _pairs(fronts: Iterable[str], backs: Iterable[str], minimum: float) -> Iterator[Pair]:
    backs = tuple(backs)
    return (Pair(front, back, minimum) for front in fronts for back in backs)


_GROUNDS = ("ground", "surface", "sunken")
_TINTS = tuple(f"kid-{colour}-tint" for colour in CHILD_COLOURS)
_SOLIDS = tuple(f"kid-{colour}" for colour in CHILD_COLOURS)
_EDGES = tuple(f"kid-{colour}-edge" for colour in CHILD_COLOURS)
_STATES = ("good", "warn", "bad", "info")

PAIRS: tuple[Pair, ...] = (
    *_pairs(["ink"], (*_GROUNDS, "action-tint", "good-bg", "warn-bg", "bad-bg", "info-bg", *_TINTS), TEXT),
    *_pairs(["ink-soft"], (*_GROUNDS, "action-tint", "good-bg", "warn-bg", "bad-bg", *_TINTS), TEXT),
    *_pairs(["action"], (*_GROUNDS, "action-tint"), TEXT),
    *_pairs(["on-action"], ("action", "action-strong"), ON_ACTION),
    *_pairs(["visited"], ("ground", "surface"), TEXT),
    *(Pair(state, back, TEXT) for state in _STATES for back in (f"{state}-bg", "surface")),
    Pair("kid-ink", "sun", TEXT),
    *_pairs(["kid-ink"], _SOLIDS, TEXT),
    Pair("ground", "ink", TEXT),
    *_pairs(["edge"], _GROUNDS, NON_TEXT),
    *_pairs(_EDGES, ("ground", "surface"), NON_TEXT),
    *_pairs(["focus"], ("ground", "surface"), NON_TEXT),
    Pair("gap", "action", NON_TEXT),
)


def failing_pairs(light: Mapping[str, str], dark: Mapping[str, str]) -> list[FailingPair]:
    """The pairs that miss their minimum once a city's colours are merged with ours, light mode first."""
    modes = (("light", {**LIGHT, **light}), ("dark", {**DARK, **dark}))
    return [failure for mode, tokens in modes for failure in _failures(mode, tokens)]


def _failures(mode: str, tokens: Mapping[str, str]) -> Iterator[FailingPair]:
    for pair in PAIRS:
        value = contrast(tokens[pair.front], tokens[pair.back])
        if value < pair.minimum:
            role, other = _role_to_change(pair)
            proposal = nearest_passing(tokens[role], tokens[other], pair.minimum)
            yield FailingPair(pair, mode, value, role, proposal)


def _role_to_change(pair: Pair) -> tuple[str, str]:
    """The side a city may set: the background of a button rather than the text on it."""
    back_is_theirs = pair.back in CITY_ROLES and (pair.front not in CITY_ROLES or pair.front == "on-action")
    return (pair.back, pair.front) if back_is_theirs else (pair.front, pair.back)
