"""The WSGI application: the role that owns nothing, and short statements."""

import os

from django.core.wsgi import get_wsgi_application

from yizhan.config import boot
from yizhan.config.database import APP_ROLE

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yizhan.config.settings")
os.environ.setdefault("YIZHAN_DB_ROLE", APP_ROLE)
os.environ.setdefault("YIZHAN_STATEMENT_MS", "2000")
application = get_wsgi_application()
boot.check()
