"""Answers to the survey on fringe hours: many from most districts, too few to show from one."""

from kidsapp.childcare.commands import Reply, answer_survey
from kidsapp.childcare.texts import SURVEY_AGES, SURVEY_REASONS
from kidsapp.kernel.actors import Actor
from kidsapp.kernel.opening_hours import Week
from kidsapp.municipality.models import District
from kidsapp.operations.commands.demonstration.invented import names
from kidsapp.operations.commands.demonstration.stage import Stage

ANSWERS, FEW = 40, 3
"""Of the first districts each, and of the last one: fewer than five are never shown."""
TIMES = ((330, 480), (360, 540), (960, 1110), (1020, 1200), (420, 1080))


def answer_as_many(stage: Stage, *, answers: int = ANSWERS) -> None:
    """Have families of each district answer in the last weeks."""
    stage.draw_anew(0)
    districts = list(District.objects.order_by("key"))
    for district in districts:
        for _ in range(FEW if district == districts[-1] else answers):
            _answer(stage, district)


def _answer(stage: Stage, district: District) -> None:
    chance = stage.random
    day = stage.season.day(-chance.randint(1, 90))
    language = chance.choices(list(names()), weights=[row.share for row in names().values()])[0]
    opens, closes = chance.choice(TIMES)
    days = range(5) if chance.random() < 0.6 else sorted(chance.sample(range(6), 3))
    reply = Reply(
        Week.of([(weekday, opens, closes) for weekday in days]),
        tuple(chance.sample(list(SURVEY_REASONS), chance.choice((1, 1, 2)))),
        int(chance.choice(list(SURVEY_AGES))),
        district,
    )
    answer_survey(Actor(stage.city_id, day, language=language), reply, at=stage.moment(day))
