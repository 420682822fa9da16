"""Papers for the youth office that a family gave to a Kita, which sends them on."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One moment."""

    dependencies = [("childcare", "0011_longer_names")]

    operations = [
        migrations.AddField(
            "hoursevidence",
            "sent_on_at",
            models.DateTimeField("when a Kita sent papers on to the youth office unread", null=True),
        )
    ]
