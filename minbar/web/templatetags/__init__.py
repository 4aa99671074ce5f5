"""What the templates may call: numbers, times, icons and direction, in one library: `{% load minbar %}`."""
