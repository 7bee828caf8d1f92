"""The application for any WSGI server: ``flask --app wsgi``, ``granian wsgi:app``."""

from reviewblog.app import create_app

app = create_app()
