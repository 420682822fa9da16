"""Taking and freeing places: one conditional statement each, so that no group is ever overfilled."""

from django.db.models import F

from kidsapp.childcare.models import Group


def take_place(group: Group) -> bool:
    """Take one free place; ``False`` when there is none left, whoever asks at the same moment."""
    taken: int = Group.objects.filter(pk=group.pk, promised__lt=F("places")).update(
        promised=F("promised") + 1
    )
    return taken == 1


def free_place(group: Group) -> None:
    """Give one taken place back."""
    Group.objects.filter(pk=group.pk, promised__gt=0).update(promised=F("promised") - 1)
