"""All writing acts of places."""

from kidsapp.places.commands.imports import import_list
from kidsapp.places.commands.pictures import add_picture, remove_picture
from kidsapp.places.commands.profile import Profile, save_profile

__all__ = ["Profile", "add_picture", "import_list", "remove_picture", "save_profile"]
