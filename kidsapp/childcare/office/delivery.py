"""What could not be delivered: why, and what the office does about it."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from kidsapp.audit.door import Request, door
from kidsapp.childcare.paper_texts import MAIL_ERRORS, OTHER_MAIL_ERROR, RETURN_REASONS
from kidsapp.childcare.queries import delivery as queries
from kidsapp.childcare.queries.delivery import DeliveryDesk
from kidsapp.childcare.queries.letters import letter_for
from kidsapp.messaging import commands, policy
from kidsapp.outbox.commands import OF_THE_MAILBOX
from kidsapp.page import render

DONE = ("again", "all", "letters", "settled")


@dataclass(frozen=True)
class DeliveryPage:
    """Failed mails and returned letters."""

    desk: DeliveryDesk
    reasons: Mapping[str, str]
    done: str

    @property
    def has_unreachable(self) -> bool:
        """Whether several failed while the mail server was away."""
        return sum(mail.error not in OF_THE_MAILBOX for mail in self.desk.mails) > 1

    def why(self, error: str) -> str:
        """Why a mail could not be sent, in plain words."""
        return gettext(MAIL_ERRORS.get(error, OTHER_MAIL_ERROR))


@door(policy.see_delivery)
@require_safe
def delivery(request: Request) -> HttpResponse:
    """Everything that reached nobody, oldest first."""
    desk = queries.delivery_desk(request.actor)
    request.trail.shows(desk.children)
    done = request.GET.get("fertig", "")
    reasons = {key: gettext(text) for key, text in RETURN_REASONS.items()}
    page = DeliveryPage(desk, reasons, done if done in DONE else "")
    return render.page(request, "childcare/office/delivery.html", page)


@door(policy.settle_delivery)
@require_POST
def send_mails_again(request: Request) -> HttpResponse:
    """Send all again that failed while the mail server was away."""
    request.trail.shows(())
    return _back("all" if commands.send_all_again(request.actor, at=request.moment) else "")


@door(policy.settle_delivery)
@require_POST
def settle_mail(request: Request, mail_id: int) -> HttpResponse:
    """Send it again, write letters from now on, or lay it aside; a settled one is left alone."""
    request.trail.shows(())
    mail = queries.failed_mail(request.actor, mail_id)
    if mail is None:
        return _back("")
    if "again" in request.POST:
        commands.send_mail_again(request.actor, mail, at=request.moment)
        return _back("again")
    if "letters" in request.POST and (account := queries.account_of_mail(mail)):
        commands.write_letters_instead(request.actor, account, at=request.moment)
        return _back("letters")
    if "settled" in request.POST:
        commands.settle_mail(request.actor, mail, at=request.moment)
        return _back("settled")
    return _back("")


@door(policy.settle_letter)
@require_POST
def settle_letter(request: Request, public_id: str) -> HttpResponse:
    """Lay a returned letter aside."""
    letter = letter_for(request.actor, public_id)
    if letter is None:
        raise Http404
    request.trail.shows([letter.message.child_id] if letter.message.child_id else [])
    commands.settle_letter(request.actor, letter, at=request.moment)
    return _back("settled")


def _back(done: str) -> HttpResponse:
    return HttpResponseRedirect(reverse("delivery") + (f"?fertig={done}" if done else ""))
