"""The WSGI application: the role that owns nothing, and short statements."""

import gc
import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from yizhan.config import boot
from yizhan.config.database import APP_ROLE

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yizhan.config.settings")
os.environ.setdefault("YIZHAN_DB_ROLE", APP_ROLE)
os.environ.setdefault("YIZHAN_STATEMENT_MS", "2000")
application = get_wsgi_application()
boot.check()
import_module(settings.ROOT_URLCONF)  # so that the first who asks does not wait for the pages
gc.collect()
gc.freeze()  # what is loaded stays: no collection needs to look at it again
