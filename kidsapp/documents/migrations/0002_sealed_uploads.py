"""Uploads are sealed; none was kept before that in a city's service, so there is no other way to open one."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_uploads")]
    operations = [
        migrations.AddField(
            "upload",
            "key_number",
            models.PositiveSmallIntegerField(
                "the master key whose city key wraps the document's own", default=0
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            "upload",
            "wrapped_key",
            models.BinaryField("the document's own key, wrapped", default=b""),
            preserve_default=False,
        ),
    ]
