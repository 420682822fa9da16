"""A facility may say from which day on it is open, and until when: wishes outside of that can hardly succeed."""

from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):

    dependencies = [
        ("places", "0007_longer_names"),
    ]

    operations = [
        migrations.AddField(
            model_name="facility",
            name="opens_on",
            field=models.DateField(null=True, verbose_name="first day, of one that is new"),
        ),
        migrations.AddField(
            model_name="facility",
            name="closes_on",
            field=models.DateField(null=True, verbose_name="last day, of one that closes"),
        ),
        migrations.AddConstraint(
            model_name="facility",
            constraint=models.CheckConstraint(
                condition=Q(opens_on__isnull=True) | Q(closes_on__isnull=True) | Q(opens_on__lt=F("closes_on")),
                name="facility_days_in_order",
            ),
        ),
    ]
