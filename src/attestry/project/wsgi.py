"""The web application, as a WSGI server wants it."""

from __future__ import annotations

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "attestry.project.settings")
application = get_wsgi_application()

# What is loaded by now stays: looking through it again took a quarter of the requests some 60 ms.
gc.collect()
gc.freeze()
