"""Who did or saw what: ids only; and the door through which every page is entered."""
