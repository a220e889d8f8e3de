import sys
from pathlib import Path

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from catalog.refusals import Refused
from reviews import invitation_rows
from reviews.models import Invitation


class Command(BaseCommand):
    help = "Issue invitations to review: a CSV of medicine (SKU or slug) and order in, a CSV with the links out."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--by", required=True, help="The user name of whoever issues them.")

    def handle(self, *, file, by, **options):
        account = User.objects.filter(username=by).first()
        if account is None:
            raise CommandError(f"There is no account with the user name {by}.")
        try:
            asked = invitation_rows.read(file.read_bytes())
            rows = invitation_rows.issue(asked, by=account, through=Invitation.Through.CSV)
        except (OSError, Refused, PermissionDenied) as error:
            raise CommandError(str(error)) from error
        self.stdout.write("".join(invitation_rows.as_csv(rows)).removeprefix("\ufeff"), ending="")
        wrong = [row for row in rows if row.problem]
        for row in wrong:
            self.stderr.write(f"Line {row.line}: {row.problem}")
        if wrong:
            sys.exit(1)
