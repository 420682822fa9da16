"""The walls between cities, tried from outside."""
