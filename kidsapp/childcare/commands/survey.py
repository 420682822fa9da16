"""Somebody answers the survey on fringe hours."""

from dataclasses import dataclass
from datetime import date, datetime

from kidsapp.childcare import policy
from kidsapp.childcare.models import SurveyAnswer
from kidsapp.childcare.refusals import ChildcareRefusal as Why
from kidsapp.childcare.rules import coming_year
from kidsapp.kernel.actors import Actor
from kidsapp.kernel.opening_hours import Week
from kidsapp.kernel.refusals import Refused
from kidsapp.municipality.models import District
from kidsapp.municipality.queries import settings_on


@dataclass(frozen=True)
class Reply:
    """What somebody answered: times, why, from what age in months, in which district if they say so."""

    needed: Week
    reasons: tuple[str, ...]
    from_age_months: int
    district: District | None


def answer_survey(actor: Actor, reply: Reply, *, at: datetime) -> SurveyAnswer | Refused:
    """Keep an answer without its person: no account, no address, of the moment only the month.

    There is no audit line either: it would name who answered.
    """
    policy.answer_survey.demand(actor)
    settings = settings_on(actor.today)
    if not settings["childcare.survey_open"]:
        return Refused(Why.SURVEY_CLOSED)
    answer: SurveyAnswer = SurveyAnswer.objects.create(
        year=coming_year(actor.today, settings),
        answered_on=date(at.year, at.month, 1),
        district=reply.district,
        needed=reply.needed,
        reasons=sorted(reply.reasons),
        from_age_months=reply.from_age_months,
        language=actor.language,
    )
    return answer
