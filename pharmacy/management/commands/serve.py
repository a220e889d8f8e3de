import errno
import os
import socket
import sys
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from pharmacy.demo import accounts
from pharmacy.processes import run_together


class Command(BaseCommand):
    help = "Prepare the database and the static files, and serve the site with a worker beside it. `make run` calls it."

    def add_arguments(self, parser):
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--demo", action="store_true", help="load the demonstration catalogue first")

    def handle(self, *, host, port, demo, **options):
        require_free(host, port)
        self.say("Preparing the database …")
        call_command("migrate", verbosity=0, interactive=False)
        call_command("check", databases=["default"], fail_level="ERROR")
        if static_files_are_old():
            self.say("Preparing the static files …")
            call_command("collectstatic", verbosity=0, interactive=False)
        if demo:
            self.say("Loading the demonstration catalogue …")
            call_command("load_demo", stdout=self.stdout, stderr=self.stderr)
            self.introduce(accounts.install())
        self.say(f"\nPharmacy is at http://{host}:{port}/ (stop it with Ctrl-C). Its mails appear below.")
        # What we write for the world outside, such as canonical links, names the address that we serve.
        os.environ.setdefault("SITE_URL", f"http://{host}:{port}")
        connections.close_all()
        sys.exit(run_together(site(host, port), worker(), say=self.say))

    def say(self, text):
        self.stdout.write(text)
        self.stdout.flush()

    def introduce(self, passwords):
        self.say("\nSign in at /account/login/ with a name, or with NAME@demo.example; staff then go to /admin/:")
        for name, password in passwords.items():
            self.say(f"  {name:<12} {password}")


def site(host, port) -> list[str]:
    arguments = ["pharmacy.wsgi", "--bind", f"{host}:{port}", "--workers", "1", "--threads", "8"]
    # A search with all that can narrow it is a long line.
    arguments += ["--limit-request-line", "8190", "--log-level", "warning", "--no-control-socket"]
    return [sys.executable, "-m", "gunicorn", *arguments]


def worker() -> list[str]:
    """Quiet: what fails says so in the log of the site. Without a reloader, which would be a process more."""
    return [sys.executable, str(settings.BASE_DIR / "manage.py"), "work", "--no-reload", "--verbosity", "0"]


def require_free(host, port):
    if not 0 < port < 65536:
        raise CommandError(f"{port} is not a port. Choose one from 1 to 65535: PORT=8001 make run")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EACCES:
                raise CommandError(
                    f"This account may not use port {port}. Choose another: PORT=8001 make run"
                ) from None
            raise CommandError(f"Port {port} is taken. Choose another: PORT={port + 1} make run") from None


def static_files_are_old() -> bool:
    """Whether a source is newer than the manifest of the last collection, or has gone or come."""
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if not manifest.exists():
        return True
    made = manifest.stat().st_mtime
    return any(
        os.path.getmtime(storage.path(name)) > made
        for finder in get_finders()
        for name, storage in finder.list(ignore_patterns=[])
    )
