"""One settings file. What differs between machines comes from the environment; see docs/operating.md."""

import secrets
import time
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.conf.locale import LANG_INFO

from api.openapi import SPECTACULAR_SETTINGS  # noqa: F401  what the schema says of itself

env = environ.Env()

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))
VAR_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)  # database, secrets: its owner alone


def kept_secret(path: Path) -> str:
    """A secret made on the first run and kept in a file that only its owner reads."""
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text()


DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="") or kept_secret(VAR_DIR / "secret_key")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])  # earlier ones: they still open what they sealed
# Order numbers, network addresses and erased texts are kept as hashes under this key: losing it makes them meaningless.
HASH_KEY = env.str("HASH_KEY", default="") or kept_secret(VAR_DIR / "hash_key")
# Where the world finds us: canonical links, sitemaps and cards name it, whatever name a visitor asked by.
SITE_URL = env.str("SITE_URL", default="http://localhost:8000").rstrip("/")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
# Part of every cache key, so that a new release never shows an old release's bytes.
RELEASE = env.str("RELEASE", default=str(int(time.time())))

INSTALLED_APPS = [
    "pharmacy",  # first: its templates stand before those of every other app
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "csp",
    "accounts",
    "api",
    "catalog",
    "reviews",
    "webhooks",
    "pharmacy.apps.PharmacyAdminConfig",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "pharmacy.caches.no_body_for_head",
    "pharmacy.caches.same_for_everybody",
    "csp.middleware.CSPMiddleware",
    "pharmacy.languages.language_of_path",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "accounts.sessions.kept_private",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "pharmacy.urls"
# The site stands at the root of its host. Some servers believe a header SCRIPT_NAME, which would stand in ready pages.
FORCE_SCRIPT_NAME = ""
WSGI_APPLICATION = "pharmacy.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["pharmacy.templatetags.icons"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
# Our django/forms/field.html puts the error beside its field on every form of the site.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'pharmacy.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # IMMEDIATE and WAL together: read-then-write transactions of several processes queue up instead of failing.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# The counters of the rate limits hold across processes, so they stand in the database (its table comes with a migration
# of accounts) or in what CACHE_URL names. Ready pages have a cache of their own: they must not push the counters out.
CACHES = {
    "default": env.cache_url("CACHE_URL", default="dbcache://limits?max_entries=100000"),
    "pages": env.cache_url("CACHE_URL", default="locmemcache://pages?max_entries=3000"),  # of 10 to 50 KB
}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "accounts.password_rules.LongEnough", "OPTIONS": {"min_length": 10}},
    {"NAME": "accounts.password_rules.UnlikeTheAccount"},
    {"NAME": "accounts.password_rules.NotCommon"},
    {"NAME": "accounts.password_rules.NotFiguresAlone"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "accounts:home"
LOGOUT_REDIRECT_URL = "catalog:home"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email", "username"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_SIGNUP_FORM_CLASS = "accounts.forms.DisplayNameForm"
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_FORMS = {
    "login": "accounts.password_forms.SignInForm",
    "signup": "accounts.password_forms.SignUpForm",
    "add_email": "accounts.password_forms.OtherAddressForm",
    "reset_password": "accounts.password_forms.ForgottenPasswordForm",
    "reset_password_from_key": "accounts.password_forms.NewPasswordForm",
    "change_password": "accounts.password_forms.ChangePasswordForm",
    "set_password": "accounts.password_forms.FirstPasswordForm",
    "reauthenticate": "accounts.password_forms.AskAgainForm",
    "confirm_email_verification_code": "accounts.code_forms.AddressCodeForm",
    "confirm_password_reset_code": "accounts.code_forms.PasswordCodeForm",
}
# A review comes from somebody who can be reached: the address is proven before the first sign-in. One road for every
# proof: nine figures in a mail, good for a quarter of an hour and three tries, in the browser that asked for them.
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = 3
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 15 * 60
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "dashed": True, "length": 9}
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PREVENT_ENUMERATION = True
# A session left open somewhere must not be enough to take the account away.
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False  # here; every other session ends
ACCOUNT_RATE_LIMITS = {"enter_code": "20/m/ip"}
MFA_ADAPTER = "accounts.second_factor.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Pharmacy"
MFA_FORMS = {
    "authenticate": "accounts.code_forms.SecondStepForm",
    "reauthenticate": "accounts.code_forms.SecondStepAgainForm",
    "activate_totp": "accounts.code_forms.FirstAppCodeForm",
    "add_webauthn": "accounts.passkey_forms.AddPasskeyForm",
    "edit_webauthn": "accounts.passkey_forms.PasskeyNameForm",
    "authenticate_webauthn": "accounts.passkey_forms.PasskeyForm",
    "reauthenticate_webauthn": "accounts.passkey_forms.PasskeyAgainForm",
    "login_webauthn": "accounts.passkey_forms.PasskeySignInForm",
}
# True sends staff without a second factor to set one up before the admin opens.
STAFF_NEED_SECOND_FACTOR = env.bool("STAFF_NEED_SECOND_FACTOR", default=False)
# How many proxies of ours stand in front: only so many entries of X-Forwarded-For, from its end, are believed.
PROXIES = env.int("PROXIES", default=0)

EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
# A mail goes out within a request: a server that does not answer must not hold the page for long.
EMAIL_TIMEOUT = 5
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Pharmacy <pharmacy@localhost>")

# English, and one language for each folder of translations: a new folder is a new language.
LANGUAGE_CODE = "en"
LOCALE_PATHS = [BASE_DIR / "pharmacy" / "locale"]
FOLDERS = [folder.name.replace("_", "-").lower() for folder in LOCALE_PATHS[0].iterdir() if folder.is_dir()]
LANGUAGES = sorted((code, LANG_INFO[code]["name_local"].capitalize()) for code in [LANGUAGE_CODE, *FOLDERS])
LANGUAGES.sort(key=lambda language: (language[0] != LANGUAGE_CODE, language[1]))
FORMAT_MODULE_PATH = ["pharmacy.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "api.swagger.SwaggerFinder",
]
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ["jpg", "jpeg", "png", "webp", "gif", "avif", "woff", "woff2", "map", "br", "gz"]
MEDIA_ROOT = VAR_DIR / "pictures"
# The search index of this host: a copy, which may be deleted at any time.
SEARCH_ROOT = Path(env.str("SEARCH_ROOT", default=str(VAR_DIR / "search")))
STORAGES = {
    "default": {"BACKEND": "catalog.imaging.files.WholeFiles"},
    "staticfiles": {"BACKEND": "pharmacy.stylesheet.OneStylesheetStorage"},
}

# The API, for programs: JSON alone, errors as problem details. docs/api.md is for those who use it.
REST_FRAMEWORK = {
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["api.parsing.StrictJSON"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_AUTHENTICATION_CLASSES": ["api.bearer.BearerKey"],
    "DEFAULT_SCHEMA_CLASS": "api.schema.ViewSchema",
    "EXCEPTION_HANDLER": "api.problems.problem",
    "URL_FORMAT_OVERRIDE": None,
}
# Requests a minute; 0 for no limit. A network is everybody behind one address; a key has a share of its own.
API_REQUESTS_OF_A_NETWORK = env.int("API_REQUESTS_OF_A_NETWORK", default=600)
API_REQUESTS_OF_A_KEY = env.int("API_REQUESTS_OF_A_KEY", default=6000)
API_WRITES_OF_A_KEY = env.int("API_WRITES_OF_A_KEY", default=120)  # to packs, to invitations: each of up to 500 rows

# Work off the request waits in the database; `serve` runs a worker beside the site, elsewhere `manage.py work`.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# True lets webhooks go to private addresses and without TLS: for tests, and within an intranet.
WEBHOOKS_TO_PRIVATE_ADDRESSES = env.bool("WEBHOOKS_TO_PRIVATE_ADDRESSES", default=False)

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
HTTPS = env.bool("HTTPS", default=False)
if HTTPS:
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# The widest form is a product with all its parts; uploads are counted apart.
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000

# The market whose rules hold where a page is not about one medicine.
DEFAULT_MARKET = env.str("DEFAULT_MARKET", default="us")
# False lets the one pharmacist of a small shop sign what they edited; the publication says so.
FOUR_EYES = env.bool("FOUR_EYES", default=True)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # What visitors ask for in vain is no news; what fails is.
    "loggers": {"django.request": {"level": "ERROR"}, "pharmacy": {"level": "INFO"}},
}
