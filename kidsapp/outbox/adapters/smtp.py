"""Mail by SMTP, over nothing older than TLS 1.2 whatever the machine's own OpenSSL still allows."""

import ssl

from django.core.mail.backends import smtp
from django.utils.functional import cached_property


class EmailBackend(smtp.EmailBackend):
    """Django's, with the lowest version said."""

    @cached_property
    def ssl_context(self) -> ssl.SSLContext:
        """How to talk to the server, whose certificate is checked."""
        context: ssl.SSLContext = super().ssl_context
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        return context
