"""Recovery codes are kept as hashes: what the earlier ones were made from goes, and whoever had some makes new ones."""

from django.db import migrations


def forget_seeds(apps, _schema):
    kept = apps.get_model("mfa", "Authenticator").objects.filter(type="recovery_codes")
    kept.exclude(data__has_key="hashes").update(data={"hashes": []})


class Migration(migrations.Migration):
    dependencies = [("people", "0009_longer_names"), ("mfa", "0003_authenticator_type_uniq")]

    operations = [migrations.RunPython(forget_seeds, migrations.RunPython.noop)]
