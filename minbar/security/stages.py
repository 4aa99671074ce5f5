from allauth.account.models import EmailAddress
from allauth.account.stages import EmailVerificationStage
from django.http import HttpResponse


class ConfirmEmailStage(EmailVerificationStage):
    """Asks for the code, except of those whom the person who runs the server made: nobody wrote to them."""

    def handle(self) -> tuple[HttpResponse | None, bool]:
        user = self.login.user
        if user is not None and not EmailAddress.objects.filter(user_id=user.pk).exists():
            if user.email:
                EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
            return None, True
        response, goes_on = super().handle()
        return response, goes_on
