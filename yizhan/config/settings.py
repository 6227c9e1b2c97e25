"""The settings: each value with what it means; the environment overrides a few.

``YIZHAN_VAR``: the folder of everything that is not code (default ``var``).
``DATABASE_URL``: an outside PostgreSQL >= 15; without it the embedded one is used.
``DATABASE_OWNER_URL``: the address for migrations, where its login is another.
``YIZHAN_HOST``, ``YIZHAN_PORT``: where the site listens (127.0.0.1, 8000).
``YIZHAN_SECRET_KEY``: the signing key; made once and kept in the folder when not given.
``YIZHAN_HOSTS``: host names that are served, by comma.
``YIZHAN_DEMO``: ``0`` turns the demo banner and the demo people off.
``YIZHAN_SITE_URL``: the address that papers and QR codes name.
``YIZHAN_DB_ROLE``: the database role each connection takes on; empty: whoever logs in.
``YIZHAN_PROXIES``: networks of our own proxies, by comma; only they say who asked.
``YIZHAN_OIDC_...``: log in through an outside identity provider; the guide names each.
``YIZHAN_FILES_HOST``: a second host name for files handed in (T40); without it the site itself.
``YIZHAN_FLOOR``, ``YIZHAN_FLOOR_DSN``: how ``yizhan bench`` tells its own floor what to play.
``YIZHAN_BENCH_APART``: ``1`` in a run that already has a folder and database of its own.
``YIZHAN_CLAMD``: where clamd listens, a socket or host:port; without it nothing is scanned.
``YIZHAN_STATEMENT_MS``: the longest a statement may run, in milliseconds; 0: no limit.
"""

import os
import secrets
from pathlib import Path

from yizhan.accounts import scrub
from yizhan.config import database, policy
from yizhan.links import identity_provider

BASE_DIR = Path(__file__).resolve().parent.parent.parent
VAR_DIR = Path(os.environ.get("YIZHAN_VAR", BASE_DIR / "var"))
VAR_DIR.mkdir(parents=True, exist_ok=True)


def _kept_secret() -> str:
    """Return the signing key kept in the var folder, made on first use."""
    path = VAR_DIR / "secret.key"
    if not path.exists():
        path.write_text(secrets.token_urlsafe(50))
        path.chmod(0o600)
    return path.read_text()


SECRET_KEY = os.environ.get("YIZHAN_SECRET_KEY") or _kept_secret()
DEBUG = False
DEMO = os.environ.get("YIZHAN_DEMO", "1") == "1"
ALLOWED_HOSTS = os.environ.get("YIZHAN_HOSTS", "localhost,127.0.0.1,[::1],testserver").split(",")
SITE_URL = os.environ.get("YIZHAN_SITE_URL", "http://127.0.0.1:8000")
FILES_HOST = os.environ.get("YIZHAN_FILES_HOST", "")  # with its port, where it has one
FILES_ORIGIN = f"{SITE_URL.partition(':')[0]}://{FILES_HOST}" if FILES_HOST else ""
ALLOWED_HOSTS += [FILES_HOST.partition(":")[0]] if FILES_HOST else []

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "axes",
    "yizhan.config",
    "yizhan.accounts",
    "yizhan.places",
    "yizhan.items",
    "yizhan.materials",
    "yizhan.papers",
    "yizhan.outbox",
    "yizhan.cases",
    "yizhan.exchange",
    "yizhan.adjustments",
    "yizhan.stations",
    "yizhan.portal",
    "yizhan.desk",
    "yizhan.village",
]

MIDDLEWARE = [
    "yizhan.materials.serving.FilesHost",
    "yizhan.api.lean.ShortWay",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "yizhan.config.compression.CompressText",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "yizhan.accounts.sessions.IdleTimeout",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "yizhan.config.urls"
WSGI_APPLICATION = "yizhan.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "yizhan.portal.context.site",
            ],
        },
    }
]

DATABASES = database.databases(
    VAR_DIR / "pg",
    role=os.environ.get("YIZHAN_DB_ROLE", ""),
    statement_ms=int(os.environ.get("YIZHAN_STATEMENT_MS", "0")),
)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username"]]  # a whole hall shares one address
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True  # who logged in when is in the sessions; failures are kept
AXES_LOCKOUT_CALLABLE = "yizhan.accounts.login.locked_out"
AXES_USERNAME_CALLABLE = "yizhan.accounts.gate.name_counted"
AXES_SENSITIVE_PARAMETERS = ["login", "next", "csrfmiddlewaretoken"]  # kept as stars (T57)
TRUSTED_PROXIES = [net for net in os.environ.get("YIZHAN_PROXIES", "").split(",") if net]
DESK_UNDO_SECONDS = 10  # how long a decision of the front desk may be taken back (CNT-11)
DESK_PREREVIEW_DAYS = 1  # working days to pre-review an online application (L2.2)
OTP_TOTP_ISSUER = "一站"
OIDC = identity_provider.configured(os.environ)  # None: nobody logs in from outside
LOGIN_URL = "accounts:login"
REAL_NAME_CHECKER = "yizhan.links.real_name.offline"  # a province names its own (W2.2)
REGISTRY = "yizhan.links.registry.null"  # a province names its own data sharing (H7.1)
SILENCED_SYSTEM_CHECKS = ["axes.W006"]  # warns that the address is no lockout parameter

SECURE = SITE_URL.startswith("https://")  # cookies and HSTS follow the address of the site
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SESSION_COOKIE_SECURE = SECURE
CSRF_COOKIE_SECURE = SECURE
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if SECURE else 0
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "yizhan.portal.views_errors.forged"
SESSION_COOKIE_AGE = 31 * 60
SESSION_SAVE_EVERY_REQUEST = False

LOGGING = scrub.logging_settings()

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}
MATERIALS_DIR = VAR_DIR / "materials"
WATERMARK_FONT = BASE_DIR / "yizhan/papers/fonts/YizhanSong-Regular.otf"
MATERIALS_RESERVE = 2 * 1024**3  # bytes kept free on its disk: uploads are refused first (T26)
VIRUS_SCANNER = os.environ.get("YIZHAN_CLAMD", "")  # where clamd listens; empty: nobody scans
UNUSED_UPLOADS_DAYS = 30  # a file that no application ever used is forgotten after so many days
DISK_ALARM = 0.8  # share of the disk in use from which an alarm is shown and logged (T26)
PAPERS_DIR = VAR_DIR / "papers"
OUTBOX_DIR = VAR_DIR / "outbox"
SENDERS = {"sms": "yizhan.links.letters.texts", "email": "yizhan.links.letters.mails"}
KEYS_DIR = VAR_DIR / "keys"

CONTENT_SECURITY_POLICY = {"DIRECTIVES": policy.directives(FILES_ORIGIN)}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
