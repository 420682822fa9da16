"""What has to happen after the commit: jobs by name, mail, retries."""
