"""An account gets a name that is never given out twice, and the day from which on it was there."""

from django.db import migrations, models
from django.db.models.functions import Now

import kidsapp.municipality.fields
from kidsapp.municipality.fields import random_public_id


def name_accounts(apps, _schema):
    accounts = apps.get_model("people", "Account").objects
    for key in accounts.filter(public_id=None).values_list("pk", flat=True):
        accounts.filter(pk=key).update(public_id=random_public_id()[:16])


class Migration(migrations.Migration):
    atomic = True
    dependencies = [("people", "0006_take_over_and_letters")]

    operations = [
        migrations.AddField("account", "joined_at", models.DateTimeField(db_default=Now())),
        migrations.AddField("account", "public_id", models.CharField(max_length=16, null=True, editable=False)),
        migrations.RunPython(name_accounts, migrations.RunPython.noop),
        migrations.AlterField("account", "public_id", kidsapp.municipality.fields.PublicIdField(max_length=16)),
    ]
