"""Every setting, read from the environment, with defaults that are safe on a laptop and in production."""

from datetime import timedelta
from pathlib import Path

import environ

from config import address, database, embedded, hosts, logs, patience, secret

env = environ.Env()
BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = embedded.DATA

DEBUG = env.bool("DEBUG", default=False)
# Whether /styleguide/ is there: a page of the components, for those who work on Remit.
STYLEGUIDE = env.bool("STYLEGUIDE", default=DEBUG)
SECRET_KEY = env.str("SECRET_KEY", default="") or secret.key(DATA_DIR / "secret_key")
HOST = env.str("HOST", default="127.0.0.1")
PORT = env.int("PORT", default=8000)
# What this process serves: "all", or "web" for pages or "live" for streams behind a proxy that tells them apart.
ROLE = env.str("ROLE", default="") or "all"
WORKERS = env.int("WORKERS", default=1)
# The address people reach this installation at; it decides on secure cookies, HSTS and what links look like.
SITE_URL = env.str("SITE_URL", default="") or address.noted(DATA_DIR) or hosts.site_url(HOST, PORT)
SITE_URL = SITE_URL.rstrip("/")
# Where simulated colleagues of a rehearsal go, if neither this process's own address nor SITE_URL can be reached by it.
REHEARSAL_URL = env.str("REHEARSAL_URL", default="").rstrip("/")
SECURE = SITE_URL.startswith("https://")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=hosts.allowed(HOST, SITE_URL))
# Whose word on the visitor's address and scheme counts. HTTPS means a proxy, most often on this machine.
TRUSTED_PROXIES = env.str("TRUSTED_PROXIES", default="127.0.0.1,::1" if SECURE else "")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    "live",
    "communities",
    "workshops",
    "responsibilities",
    "frameworks",
]

MIDDLEWARE = [
    "config.circles.broken",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.compression.large_answers",
    "config.headers.content_security_policy",
    "config.headers.permissions_policy",
    "config.headers.nothing_kept",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "config.retry.ReadOnceMore",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "config.preview.site",
            ],
            # Every template has texts, and each of them can be said in another language.
            "builtins": ["django.templatetags.i18n"],
        },
    }
]

# A connection is handed out per request and taken back; one that was idle or old is replaced, and a pool that
# is empty for five seconds says so instead of keeping everybody waiting. While the database is away it is tried
# again every other second at the latest: the pool's own pauses grow to minutes.
DATABASE_POOL = {
    "min_size": 1,
    "max_size": env.int("DATABASE_POOL", default=12),
    "timeout": 5,
    "reconnect_timeout": 2,
    "max_lifetime": 3600,
    "max_idle": 300,
    "connection_class": patience.Connection,
}
DATABASES = {
    "default": {
        **database.settings(embedded.url(), pool=DATABASE_POOL, prepare=env.bool("DATABASE_PREPARE", default=True)),
        "TEST": {"NAME": env.str("TEST_DATABASE", default="test_remit")},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "communities.User"
AUTHENTICATION_BACKENDS = ["sesame.backends.ModelBackend"]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "home"
# A sign-in link works once, and for a day if nobody uses it.
SESAME_ONE_TIME = True
SESAME_MAX_AGE = timedelta(days=1)
SESAME_SIGNATURE_SIZE = 16

# Pages speak the visitor's language; a workshop's pages speak the workshop's, so that all read the same words.
LANGUAGE_CODE = "en-gb"
# A page that says it is German and is not would be read out wrong: here stands what has been translated.
LANGUAGES = [("en-gb", "English"), ("de", "Deutsch")]
LOCALE_PATHS = [BASE_DIR / "locale"]
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_HTTPONLY = True
TIME_ZONE = env.str("TIME_ZONE", default="UTC")
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / ".static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "config.static.StaticStorage"},
}

# Boards that can be watched live: the first part of their address, and the class that draws them.
LIVE_BOARDS = {"w": "workshops.board.WorkshopBoard", "f": "frameworks.stream.FrameworkBoard"}
# How several processes tell each other that something changed: Redis or Valkey, or else PostgreSQL, to which there
# must be a direct way when DATABASE_URL leads through a pooler.
LIVE_URL = env.str("LIVE_URL", default="")
LIVE_DATABASE_URL = env.str("LIVE_DATABASE_URL", default="")

# The __Host- prefix makes browsers refuse a cookie that another subdomain, or plain HTTP, tries to plant.
_cookie_prefix = "__Host-" if SECURE else ""
SESSION_COOKIE_NAME = f"{_cookie_prefix}session"
SESSION_COOKIE_SECURE = SECURE
SESSION_COOKIE_AGE = int(timedelta(weeks=2).total_seconds())
CSRF_COOKIE_NAME = f"{_cookie_prefix}csrf"
CSRF_COOKIE_SECURE = SECURE
LANGUAGE_COOKIE_SECURE = SECURE
CSRF_COOKIE_HTTPONLY = True  # htmx takes the token from the page and sends it as a header.
CSRF_TRUSTED_ORIGINS = [SITE_URL]

SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds()) if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("HSTS_SUBDOMAINS", default=False)
SECURE_SSL_REDIRECT = env.bool("SSL_REDIRECT", default=SECURE)
SECURE_REDIRECT_EXEMPT = [r"^health/"]  # A monitor asks from inside, without TLS.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SILENCED_SYSTEM_CHECKS = [
    # Whether the other subdomains of somebody's domain speak HTTPS, and for ever, is not ours to decide.
    "security.W005",
    "security.W021",
]

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "font-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
        "object-src": ["'none'"],
    }
}

# A workshop file of ten megabytes, with its form around it, is the largest thing anybody sends.
DATA_UPLOAD_MAX_MEMORY_SIZE = 11 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

LOGGING = logs.configuration(env.str("LOG_LEVEL", default="WARNING").upper())
