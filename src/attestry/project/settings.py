"""Django's settings, all from the home and the environment."""

from __future__ import annotations

import os

from attestry.project.home import current
from attestry.project.rooms import APPS

HOME = current()
HOME.prepare()

SECRET_KEY = HOME.secret_key()
DEBUG = os.environ.get("ATTESTRY_DEBUG") == "1"
ALLOWED_HOSTS = os.environ.get("ATTESTRY_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("ATTESTRY_ORIGINS", "").split(",") if origin]

# The proxies in front of this server, as networks: what they say of where a request comes from is believed.
TRUSTED_PROXIES = [one.strip() for one in os.environ.get("ATTESTRY_PROXIES", "").split(",") if one.strip()]

# The host name of the trust center: on it, nothing else of this installation answers.
TRUST_HOST = os.environ.get("ATTESTRY_TRUST_HOST", "").strip().lower().removesuffix(".")
if TRUST_HOST and TRUST_HOST not in ALLOWED_HOSTS:
    ALLOWED_HOSTS = [*ALLOWED_HOSTS, TRUST_HOST]
if TRUST_HOST and CSRF_TRUSTED_ORIGINS:
    # Readers send their forms from there. Links of the program begin with the first, as before.
    _SCHEME = "https" if os.environ.get("ATTESTRY_TLS") == "1" else "http"
    CSRF_TRUSTED_ORIGINS = [*CSRF_TRUSTED_ORIGINS, f"{_SCHEME}://{TRUST_HOST}"]

SPARK_MASTER = os.environ.get("ATTESTRY_SPARK_MASTER", "")

STAMP_AUTHORITY = os.environ.get("ATTESTRY_STAMP_AUTHORITY", "")
STAMP_ROOTS = os.environ.get("ATTESTRY_STAMP_ROOTS", "")

# The firm's certificate and key (PKCS #12), for the reports that it issues here.
FIRM_CERTIFICATE = os.environ.get("ATTESTRY_FIRM_CERTIFICATE", "")
FIRM_CERTIFICATE_PASSWORD = os.environ.get("ATTESTRY_FIRM_CERTIFICATE_PASSWORD", "")

EVIDENCE_BUCKET = os.environ.get("ATTESTRY_EVIDENCE_BUCKET", "")
EVIDENCE_ENDPOINT = os.environ.get("ATTESTRY_EVIDENCE_ENDPOINT", "")
EVIDENCE_LOCK_DAYS = os.environ.get("ATTESTRY_EVIDENCE_LOCK_DAYS", "")
EVIDENCE_LOCK_MODE = os.environ.get("ATTESTRY_EVIDENCE_LOCK_MODE", "COMPLIANCE")
EVIDENCE_CACHE_MB = os.environ.get("ATTESTRY_EVIDENCE_CACHE_MB", "4096")

# Hosts that may be asked although they are at a private address; “*” stands for every host.
PRIVATE_HOSTS = [host for host in os.environ.get("ATTESTRY_PRIVATE_HOSTS", "").split(",") if host]

# The mail server that notices go through; without a host, mails wait in the outbox.
_SMTP_SECURITY = os.environ.get("ATTESTRY_SMTP_SECURITY", "starttls")
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = os.environ.get("ATTESTRY_SMTP_HOST", "")
EMAIL_PORT = int(os.environ.get("ATTESTRY_SMTP_PORT", "465" if _SMTP_SECURITY == "tls" else "587"))
EMAIL_HOST_USER = os.environ.get("ATTESTRY_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("ATTESTRY_SMTP_PASSWORD", "")
EMAIL_USE_TLS = _SMTP_SECURITY == "starttls"
EMAIL_USE_SSL = _SMTP_SECURITY == "tls"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("ATTESTRY_SMTP_FROM", "attestry@localhost")

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    *APPS,
]
MIDDLEWARE = [
    "attestry.ui.security.SecurityHeaders",
    "attestry.trust_center.middleware.PublicSide",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "attestry.evidence.middleware.BoundedUploads",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "attestry.accounts.bearing.BearerTokens",
    "django.contrib.messages.middleware.MessageMiddleware",
    "attestry.accounts.middleware.SignedIn",
    "attestry.ui.errors.ErrorPages",
]
ROOT_URLCONF = "attestry.project.urls"
WSGI_APPLICATION = "attestry.project.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "attestry.ui.engine.Templates",
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "attestry.ui.engine.environment",
            "context_processors": [
                "django.contrib.messages.context_processors.messages",
                "attestry.project.context.page",
                "attestry.engagements.header.around",
                "attestry.trust_center.look.around",
            ],
        },
    }
]

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": HOME.database,
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 30,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
        },
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "/"

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = os.environ.get("ATTESTRY_TLS") == "1"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "attestry.ui.errors.form_expired"

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "UTC"
USE_TZ = True
USE_I18N = False

STATIC_URL = "/static/"
STATIC_ROOT = HOME.cache / "static"
STATIC_ROOT.mkdir(exist_ok=True)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600

FILE_UPLOAD_TEMP_DIR = HOME.scratch
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {"attestry.refused": {"level": "INFO"}},
    "root": {"handlers": ["console"], "level": os.environ.get("ATTESTRY_LOG", "WARNING")},
}
