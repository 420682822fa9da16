from django.db import migrations, models
from django.utils import timezone


class Migration(migrations.Migration):

    dependencies = [("people", "0001_initial")]

    operations = [
        migrations.AddField("child", "version", models.PositiveIntegerField(default=1)),
        migrations.AddField(
            "invitation", "invited_at", models.DateTimeField(default=timezone.now), preserve_default=False
        ),
        migrations.AddField("invitation", "membership_from", models.DateField(null=True)),
        migrations.AddField("invitation", "withdrawn_at", models.DateTimeField(null=True)),
        migrations.AddField(
            "membership", "ended_at", models.DateTimeField("ended before its last day", null=True)
        ),
        migrations.AddConstraint(
            "membership",
            models.UniqueConstraint(
                models.F("municipality"),
                models.F("account"),
                condition=models.Q(role="guardian"),
                name="guardian_once",
            ),
        ),
    ]
