from django.db import migrations


class Migration(migrations.Migration):
    """The table of ``CACHES``: log-in attempts are counted there, once for all processes."""

    dependencies = [("people", "0002_invitations_and_endings")]

    operations = [
        migrations.RunSQL(
            """
            CREATE TABLE web_cache (
                cache_key varchar(255) PRIMARY KEY,
                value text NOT NULL,
                expires timestamptz NOT NULL
            );
            CREATE INDEX web_cache_expires ON web_cache (expires);
            """,
            "DROP TABLE web_cache",
        ),
    ]
