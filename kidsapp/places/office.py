"""Those who run a facility keep its profile and pictures up to date."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from kidsapp.audit.door import Request, door
from kidsapp.page import kept, render
from kidsapp.page.refusals import say
from kidsapp.places import commands, policy
from kidsapp.places.commands.pictures import MOST_PICTURES
from kidsapp.places.commands.profile import FIELDS, profile_of
from kidsapp.places.forms.profile import PictureForm, ProfileForm, initial_of
from kidsapp.places.models import Facility
from kidsapp.places.queries import Picture, facilities_for, facility_for, pictures_of
from kidsapp.places.refusals import OfficeRefusal
from kidsapp.places.wording import hours_names

PROFILES_A_PAGE = 25
LONGEST_NAME = 200


@dataclass(frozen=True)
class ProfilesPage:
    """The facilities whose profile somebody keeps, some at a time."""

    facilities: list[Facility]
    number: int
    of: int
    named: str


@dataclass(frozen=True)
class ProfilePage:
    """The form; after saving what was saved, after a stale one what somebody else changed."""

    facility: Facility
    form: ProfileForm
    was_saved: bool = False
    is_stale: bool = False
    changed_meanwhile: tuple[str, ...] = ()


@dataclass(frozen=True)
class PicturesPage:
    """The pictures, and a form for one more while there is room."""

    facility: Facility
    pictures: list[Picture]
    form: PictureForm | None


@door(policy.save_profile)
@require_safe
def profiles(request: Request) -> HttpResponse:
    """Choose a facility; with only one, go there. Two statements."""
    named = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST_NAME]
    found = Paginator(facilities_for(request.actor, policy.save_profile, named=named), PROFILES_A_PAGE)
    shown = found.get_page(request.GET.get("seite"))
    facilities = list(shown)
    if found.count == 1 and not named:
        return HttpResponseRedirect(reverse("profile", kwargs={"public_id": facilities[0].public_id}))
    page = ProfilesPage(facilities, shown.number, found.num_pages, named)
    return render.page(request, "places/office/profiles.html", page)


@door(policy.save_profile)
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: Request, public_id: str) -> HttpResponse:
    """Edit the profile of one facility."""
    facility = _facility(request, public_id)
    names = list(hours_names(request.city.settings).items())
    if request.method != "POST":
        initial = initial_of(profile_of(facility), facility.version)
        form = ProfileForm(kept.kept(request), initial=initial, hours_names=names)
        return _show(request, ProfilePage(facility, form, was_saved="saved" in request.GET))
    form = ProfileForm(request.POST, hours_names=names)
    if form.is_valid():
        version = form.cleaned_data["version"]
        refused = commands.save_profile(
            request.actor, facility, form.profile(), version=version, at=request.moment
        )
        if refused is None:
            return HttpResponseRedirect(f"{reverse('profile', kwargs={'public_id': public_id})}?saved")
        if refused.reason is OfficeRefusal.STALE:
            return _show(request, _stale(form, facility), status=409)
        form.add_error(refused.at_field or None, say(refused))
    return _show(request, ProfilePage(facility, form), status=422)


def _facility(request: Request, public_id: str) -> Facility:
    facility = facility_for(request.actor, policy.save_profile, public_id)
    if facility is None:
        raise Http404
    return facility


def _show(request: Request, page: ProfilePage, *, status: int = 200) -> HttpResponse:
    return render.page(request, "places/office/profile.html", page, status=status)


def _stale(form: ProfileForm, facility: Facility) -> ProfilePage:
    """The form with what was typed, and where it differs from what stands there now; sent again it counts."""
    facility.refresh_from_db()
    theirs, typed = profile_of(facility), form.profile()
    differing = [name for name in FIELDS if getattr(theirs, name) != getattr(typed, name)]
    form.renew_version(facility.version)
    labels = tuple(_label(form, name) for name in differing)
    return ProfilePage(facility, form, is_stale=True, changed_meanwhile=labels)


def _label(form: ProfileForm, name: str) -> str:
    if name.startswith("age_"):
        return gettext("Alter der Kinder")
    return gettext("Öffnungszeiten") if name == "opening_hours" else str(form.fields[name].label)


@door(policy.add_picture)
@require_http_methods(["GET", "HEAD", "POST"])
def pictures(request: Request, public_id: str) -> HttpResponse:
    """Add and remove pictures of one facility."""
    facility = _facility(request, public_id)
    if request.method != "POST":
        return _show_pictures(request, facility, PictureForm())
    here = HttpResponseRedirect(reverse("profile_pictures", kwargs={"public_id": public_id}))
    if removed := request.POST.get("remove"):
        commands.remove_picture(request.actor, facility, removed, at=request.moment)
        return here
    form = PictureForm(request.POST, request.FILES)
    if form.is_valid():
        data, text = form.cleaned_data["picture"].read(), form.cleaned_data["text"]
        refused = commands.add_picture(request.actor, facility, data, text=text, at=request.moment)
        if refused is None:
            return here
        form.add_error(refused.at_field or None, say(refused))
    return _show_pictures(request, facility, form, status=422)


def _show_pictures(
    request: Request, facility: Facility, form: PictureForm, *, status: int = 200
) -> HttpResponse:
    shown = pictures_of(facility.pk)
    page = PicturesPage(facility, shown, form if len(shown) < MOST_PICTURES or form.errors else None)
    return render.page(request, "places/office/pictures.html", page, status=status)
