"""A paper family takes its account over by code; an account may want letters."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0005_custody_periods_and_history'),
    ]

    operations = [
        migrations.AddField(
            model_name='account',
            name='by_letter',
            field=models.BooleanField(default=False, verbose_name='gets letters although there is an address for mail'),
        ),
        migrations.AddField(
            model_name='takeovercode',
            name='replaced_at',
            field=models.DateTimeField(null=True, verbose_name='when a later code took its place'),
        ),
        # No code was ever given out before: the table is empty, and the column needs no default.
        migrations.AddField(
            model_name="takeovercode",
            name="child",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.child"
            ),
        ),
    ]
