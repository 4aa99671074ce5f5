"""What reaches a person: notifications in the app and how far they have read."""
