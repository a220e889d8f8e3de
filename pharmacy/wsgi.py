"""The entry point for web servers: `gunicorn pharmacy.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pharmacy.settings")
application = get_wsgi_application()

from catalog.engine import follower  # noqa: E402  # needs the apps that the line above has set up

follower.start()
