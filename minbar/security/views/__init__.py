"""The endpoints of OAuth and of app sign-up, and the steps of sign-in that allauth does not have."""
