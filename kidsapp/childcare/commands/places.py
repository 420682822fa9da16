"""Taking and freeing places: one conditional statement each, so that no group is ever overfilled."""

from datetime import date, timedelta

from django.db.models import F

from kidsapp.childcare.models import ContractTerm, Group


def take_place(group: Group) -> bool:
    """Take one free place; ``False`` when there is none left, whoever asks at the same moment."""
    taken: int = Group.objects.filter(pk=group.pk, promised__lt=F("places")).update(
        promised=F("promised") + 1
    )
    return taken == 1


def no_longer_only_staying(group: Group) -> None:
    """A child that was counted among those who stay has a place of its own in the group now."""
    Group.objects.filter(pk=group.pk, staying__gt=0).update(staying=F("staying") - 1)


def free_place(group: Group) -> None:
    """Give one taken place back."""
    Group.objects.filter(pk=group.pk, promised__gt=0).update(promised=F("promised") - 1)


def first_free_day(group: Group) -> date | None:
    """From when on the place just taken is empty; ``None``: it is already.

    A place is given back when the leaving is known, ahead of the last day. Call it after ``take_place``: the
    group's row is then ours until the commit, so nobody gives back or takes a place in between.
    """
    free = Group.objects.filter(pk=group.pk).values_list(F("places") - F("promised"), flat=True).get()
    leaving = ContractTerm.objects.filter(group=group, place_until__isnull=False)
    last_days = list(leaving.order_by("-place_until").values_list("place_until", flat=True)[free:][:1])
    return last_days[0] + timedelta(days=1) if last_days else None
