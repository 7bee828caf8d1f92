"""The application for any WSGI server: ``flask --app wsgi``, ``granian wsgi:app``."""

from reviewblog import cli
from reviewblog.app import create_app

app = create_app()
cli.init_app(app)
