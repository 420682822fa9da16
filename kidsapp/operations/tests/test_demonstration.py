"""The demonstration: every state of every life, some 400 children, all invented, made once."""

import time
from pathlib import Path

import pytest

from conftest import MOMENT
from kidsapp.municipality.models import Municipality
from kidsapp.municipality.scope import municipality_scope
from kidsapp.operations.commands.cities import load_city_folder
from kidsapp.operations.commands.demonstration import make_demonstration

CITIES = Path(__file__).resolve().parents[3] / "cities"


def test_tmp(db):
    import cProfile, pstats
    load_city_folder(CITIES / "herne", at=MOMENT)
    city = Municipality.objects.get(slug="herne")
    with municipality_scope(city.pk):
        t = time.process_time(), time.time()
        import os
        import sys; sys.path.insert(0,'/tmp'); import season_sql; cc,tt=season_sql.install() if os.environ.get('SQL') else ({},{})
        prof = cProfile.Profile()
        if os.environ.get("PROF"): prof.enable()
        for line in make_demonstration(city.pk, at=MOMENT, share=float(os.environ.get("SHARE", "0.1"))):
            print(line)
        if os.environ.get("PROF"):
            prof.disable()
            pstats.Stats(prof).sort_stats("tottime").print_stats(45)
        print("made", time.process_time() - t[0], time.time() - t[1])
        if cc:
            print(sum(cc.values()), sum(tt.values()))
            for k,v in sorted(tt.items(), key=lambda x:-x[1])[:32]: print(cc[k], round(v,2), k)
        from collections import Counter
        from kidsapp.childcare import models as m
        from kidsapp.outbox.models import Mail
        from kidsapp.people.models import Child, Account
        print(Child.objects.count(), Account.objects.count())
        for model in (m.PreRegistration, m.Wish, m.PlaceOffer, m.HoursEvidence, m.Agreement, Mail):
            print(model.__name__, Counter(model.objects.values_list("state", flat=True)))
        print(m.Draft.objects.count(), m.Contract.objects.count(), m.CaseConcern.objects.count(), m.SurveyAnswer.objects.count(), m.CaseEvent.objects.count())
