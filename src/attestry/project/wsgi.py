"""The web application, as a WSGI server wants it."""

from __future__ import annotations

import gc
import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "attestry.project.settings")
application = get_wsgi_application()

# All addresses are read now and not with the first request, and what is loaded by now stays: looking
# through it again took a quarter of the requests some 60 ms.
import_module(settings.ROOT_URLCONF)
gc.collect()
gc.freeze()
