"""The youth office's desk of letters: printed in one go, handed to the post, come back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kidsapp.audit.door import Request, door
from kidsapp.childcare.commands import print_letters_of
from kidsapp.childcare.forms import PostedForm, ReturnForm
from kidsapp.childcare.office.asked import chosen_in, count_of, page_number_of, typed_in
from kidsapp.childcare.paper_texts import LETTER_KINDS, OTHER_LETTER, RETURN_REASONS
from kidsapp.childcare.post import letters_pdf, window_of
from kidsapp.childcare.queries import letters as queries
from kidsapp.childcare.queries.letters import LetterDesk
from kidsapp.documents.answers import pdf_answer
from kidsapp.messaging import commands, policy
from kidsapp.messaging.commands import MOST_AT_ONCE
from kidsapp.messaging.models import Letter
from kidsapp.messaging.states import LetterState
from kidsapp.page import render
from kidsapp.places.wording import language_name


@dataclass(frozen=True)
class LettersPage:
    """The letters of one state."""

    desk: LetterDesk
    state: str
    kind: str
    kinds: list[tuple[str, str]]
    reasons: Mapping[str, str]
    languages: Mapping[str, str]
    posted: PostedForm
    today: date
    number: int
    first: int
    has_next: bool
    done: int | None
    error: str = ""

    def address(self, **changes: str | int) -> str:
        """This list with another page."""
        asked = {"stand": self.state, "art": self.kind, **changes}
        return "?" + urlencode({name: value for name, value in asked.items() if value})


@door(policy.see_letters)
@require_safe
def letters(request: Request) -> HttpResponse:
    """Letters to print, printed, sent or come back; by kind."""
    return _show(request, PostedForm(today=request.actor.today))


def _show(request: Request, posted: PostedForm, *, error: str = "", status: int = 200) -> HttpResponse:
    asked = request.POST if request.method == "POST" else request.GET
    state, number = asked.get("stand", ""), page_number_of(request)
    state = state if state in set(LetterState) else LetterState.MADE.value
    desk = queries.letter_desk(request.actor, state=state, kind=asked.get("art", ""), page=number)
    request.trail.shows(row.child_id for row in desk.rows if row.child_id)
    first = (number - 1) * queries.PAGE_LENGTH
    page = LettersPage(
        desk=desk,
        state=state,
        kind=kind if (kind := asked.get("art", "")) in desk.kinds else "",
        kinds=[(each, gettext(LETTER_KINDS.get(each, OTHER_LETTER))) for each in desk.kinds],
        reasons={key: gettext(text) for key, text in RETURN_REASONS.items()},
        languages={code: language_name(code) for code in {row.language for row in desk.rows}},
        posted=posted,
        today=request.actor.today,
        number=number,
        first=first + 1,
        has_next=first + queries.PAGE_LENGTH < desk.total,
        done=count_of(request, "fertig"),
        error=error,
    )
    return render.page(request, "childcare/office/letters.html", page, status=status)


def _chosen(request: Request) -> list[Letter]:
    """The letters whose boxes are ticked; with "all" those of the whole list."""
    if "all" not in request.POST:
        return queries.chosen_letters(request.actor, chosen_in(request, most=MOST_AT_ONCE))
    state, kind = typed_in(request, "stand"), typed_in(request, "art")
    return queries.letters_in(request.actor, state=state, kind=kind, most=MOST_AT_ONCE)


@door(policy.print_letter)
@require_POST
def print_letters(request: Request) -> HttpResponse:
    """All chosen letters as one PDF; from now on they count as printed."""
    chosen = [letter for letter in _chosen(request) if queries.is_addressed(letter)]
    if not chosen:
        error = gettext("Bitte wählen Sie Briefe mit vollständiger Anschrift aus.")
        return _show(request, PostedForm(today=request.actor.today), error=error, status=422)
    printed = print_letters_of(request.actor, chosen, at=request.moment)
    if not printed.letters:
        error = gettext("Diese Briefe braucht niemand mehr. Sie stehen nicht mehr auf der Liste.")
        return _show(request, PostedForm(today=request.actor.today), error=error, status=409)
    posts = queries.posts_of(printed.letters, printed.links)
    content = letters_pdf(posts, city=request.city, at=request.moment)
    request.trail.shows(letter.message.child_id for letter in printed.letters if letter.message.child_id)
    return pdf_answer(content, f"briefe-{request.actor.today}")


@door(policy.send_letter)
@require_POST
def send_letters(request: Request) -> HttpResponse:
    """Note when the chosen letters were handed to the post."""
    form, chosen = PostedForm(request.POST, today=request.actor.today), _chosen(request)
    request.trail.shows(())
    if not form.is_valid() or not chosen:
        error = "" if chosen else gettext("Bitte wählen Sie mindestens einen Brief aus.")
        return _show(request, form, error=error, status=422)
    sent = commands.send_letters(request.actor, chosen, on=form.cleaned_data["on"], at=request.moment)
    asked = {"stand": LetterState.SENT.value, "fertig": len(sent)}
    return HttpResponseRedirect(f"{reverse('letters')}?{urlencode(asked)}")


@dataclass(frozen=True)
class ReturnPage:
    """A letter that came back."""

    letter: Letter
    title: str
    address: tuple[str, ...]
    form: ReturnForm


@door(policy.return_letter)
@require_http_methods(["GET", "HEAD", "POST"])
def return_letter(request: Request, public_id: str) -> HttpResponse:
    """Note why a letter came back; it then stands among what could not be delivered."""
    letter = queries.letter_for(request.actor, public_id)
    if letter is None:
        raise Http404
    request.trail.shows([letter.message.child_id] if letter.message.child_id else [])
    form = ReturnForm(request.POST) if request.method == "POST" else ReturnForm()
    if request.method == "POST" and form.is_valid():
        commands.return_letter(request.actor, letter, form.cleaned_data["reason"], at=request.moment)
        return HttpResponseRedirect(f"{reverse('letters')}?stand={LetterState.RETURNED.value}")
    page = ReturnPage(letter, queries.title_of(letter), window_of(letter), form)
    status = 422 if form.errors else 200
    return render.page(request, "childcare/office/return_letter.html", page, status=status)
