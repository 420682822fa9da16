"""What a family could gain by listing less where everyone gets a first place first: enumerated."""

MEASURED = {"markets": "not measured yet"}
