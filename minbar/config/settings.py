"""Django's settings, made from ``env.Environment``."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

from csp.constants import NONCE, NONE, SELF

from minbar.config.database import cache, database
from minbar.config.env import environment

ENV = environment()
BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = ENV.data_dir.resolve()
DATA_DIR.mkdir(parents=True, exist_ok=True)

SECRET_KEY = ENV.signing_key()
DEBUG = ENV.debug
BASE_URL = ENV.public_url
LOCAL_DOMAIN = ENV.domain
SECURE = BASE_URL.startswith("https://")
ALLOWED_HOSTS = [urlsplit(BASE_URL).hostname or "localhost", "localhost", "127.0.0.1", "[::1]"]
CSRF_TRUSTED_ORIGINS = [BASE_URL]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "oauth2_provider",
    "csp",
    "minbar.core",
    "minbar.media",
    "minbar.accounts",
    "minbar.security",
    "minbar.posts",
    "minbar.notifications",
    "minbar.timelines",
    "minbar.ethics",
    "minbar.wellbeing",
    "minbar.client_api",
    "minbar.web",
    "minbar.config",
]

MIDDLEWARE = [
    "minbar.client_api.door.ApiDoor",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "minbar.security.middleware.PresenceMiddleware",
    "minbar.web.middleware.RefusalPages",
]

# core/logs.py sets logging up, called when the apps are ready.
LOGGING_CONFIG = None
LOG_LEVEL, LOG_FORMAT = ENV.log_level, ENV.log_format

# The server adapter (config/server).
TRUSTED_PROXIES = ENV.proxy_networks
MAX_BODY_BYTES = ENV.max_upload_mb * 1024 * 1024
SLOW_REQUEST_SECONDS = ENV.slow_request_ms / 1000
# Where passwords are hashed, and pictures are waited for: POSTs below these run on a thread of their own.
SLOW_PATHS = ["/auth/", "/oauth/", "/api/v1/accounts", "/api/v1/media"]
MINBAR_BENCH = ENV.bench

ROOT_URLCONF = "minbar.config.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "minbar.web.context.site",
            ],
        },
    },
]

DATABASES = {"default": database(ENV.database_url, DATA_DIR)}
CACHES = {"default": cache(ENV.cache_url)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["minbar.security.backends.MemberBackend"]
PASSWORD_HASHERS = ["minbar.security.passwords.PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
REGISTRATIONS = ENV.registrations
CONFIRM_EMAIL = ENV.confirm_email
RATE_LIMITS = ENV.rate_limits
# Counts and last-used days are written by a thread each second (security/merging.py); tests write at once.
MERGE_IN_BACKGROUND = True

ACCOUNT_ADAPTER = "minbar.security.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email", "username"}
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*"]
ACCOUNT_FORMS = {
    "login": "minbar.security.forms.SignInForm",
    "signup": "minbar.security.forms.SignUpForm",
}
MFA_FORMS = {
    "signup_webauthn": "minbar.security.forms.FirstKeyForm",
    "add_webauthn": "minbar.security.forms.AddKeyForm",
}
# Passkeys from the first minute need the address confirmed by a code in the same session. Where the server
# asks for no confirmation (CONFIRM_EMAIL) the adapter counts the address as confirmed.
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_CHANGE = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = f"[{ENV.server_name}] "
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
if not RATE_LIMITS:
    ACCOUNT_RATE_LIMITS = MFA_RATE_LIMITS = False
MFA_ADAPTER = "minbar.security.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = True
# A browser offers passkeys over https and on localhost alone; there the origin has no https.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE
# The adapter hands allauth a hash in the shape of an IPv6 address, so nothing may be cut off it.
ALLAUTH_RATE_LIMIT_IPV6_PREFIX = 128

OAUTH2_PROVIDER_APPLICATION_MODEL = "security.Application"
OAUTH2_PROVIDER_ACCESS_TOKEN_MODEL = "security.AccessToken"
OAUTH2_PROVIDER_GRANT_MODEL = "security.Grant"
OAUTH2_PROVIDER_REFRESH_TOKEN_MODEL = "security.RefreshToken"
OAUTH2_PROVIDER_ID_TOKEN_MODEL = "security.IDToken"
OAUTH2_PROVIDER_DEVICE_GRANT_MODEL = "security.DeviceGrant"
OAUTH2_PROVIDER = {
    "OAUTH2_SERVER_CLASS": "minbar.security.oauth.server.MastodonServer",
    "OAUTH2_VALIDATOR_CLASS": "minbar.security.oauth.validator.Validator",
    "OAUTH2_BACKEND_CLASS": "minbar.security.oauth.server.Backend",
    "SCOPES_BACKEND_CLASS": "minbar.security.scopes.TreeScopes",
    # Apps without PKCE are many; those that use it must use S256.
    "PKCE_REQUIRED": False,
    "COMPLIANT_BCP_RFC9700_PKCE_METHOD": True,
    "COMPLIANT_BCP_RFC9700_IMPLICIT_GRANT": True,
    "COMPLIANT_BCP_RFC9700_PASSWORD_GRANT": True,
    "COMPLIANT_BCP_RFC9700_ACCESS_TOKEN_TRANSPORT": True,
    # Only the hash of a token is stored.
    "COMPLIANT_BCP_RFC9700_TOKEN_STORAGE": True,
    # Long enough to carry an out-of-band code to a terminal by hand.
    "AUTHORIZATION_CODE_EXPIRE_SECONDS": 600,
}

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "ENQUEUE_ON_COMMIT": False}}

WORKER_LEASE_SECONDS = ENV.worker_lease_seconds

LANGUAGE_CODE = ENV.language
LANGUAGES = [("ar", "العربية"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "web" / "locale"]
TIME_ZONE = ENV.time_zone
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "web" / "static"]
STATIC_ROOT = ENV.static_root
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Named by their content, so that browsers keep them for ever, and compressed beforehand.
    "staticfiles": {"BACKEND": "minbar.web.static_storage.ModuleStorage"},
}
WHITENOISE_MANIFEST_STRICT = False
MEDIA_URL = "/media/"
MEDIA_ROOT = ENV.media_root

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 60 * 60 * 24 * 60
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if SECURE else 0
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "media-src": [SELF, "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-src": ["https://www.youtube-nocookie.com"],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

_mail = urlsplit(ENV.email_url or f"file://{DATA_DIR / 'mail'}")
if _mail.scheme == "file":
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = unquote(_mail.path)
elif _mail.scheme == "console":
    EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
else:
    EMAIL_HOST = _mail.hostname or "localhost"
    EMAIL_PORT = _mail.port or {"smtps": 465, "smtp+tls": 587}.get(_mail.scheme, 25)
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_mail.username or ""), unquote(_mail.password or "")
    EMAIL_USE_SSL = _mail.scheme == "smtps"
    EMAIL_USE_TLS = _mail.scheme == "smtp+tls"
    EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = SERVER_EMAIL = ENV.email_from or f"minbar@{urlsplit(BASE_URL).hostname}"
