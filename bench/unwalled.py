"""The application without audit lines, to measure what the walls cost; served by ``bench.walls`` only."""

import os
from unittest import mock

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kidsapp.web.settings")
application = get_wsgi_application()
mock.patch("kidsapp.audit.commands.lines._append", lambda *_: None).start()
