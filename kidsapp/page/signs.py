"""The sign of a child: a shape, a colour and a picture that the child chose for itself."""

from dataclasses import dataclass

from kidsapp.page.tokens import CHILD_COLOURS, CHILD_PICTURES, CHILD_SHAPES


@dataclass(frozen=True, slots=True)
class ChildSign:
    """What ``ui.child_sign`` draws; the name always stands beside it."""

    shape: str = "circle"
    colour: str = "sonne"
    picture: str = "kite"

    def __post_init__(self) -> None:
        """Raise ``ValueError`` for a shape, colour or picture that the look does not know."""
        known = self.shape in CHILD_SHAPES and self.colour in CHILD_COLOURS and self.picture in CHILD_PICTURES
        if not known:
            raise ValueError(f"not a sign: {self.shape}, {self.colour}, {self.picture}")
