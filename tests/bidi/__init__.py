"""What mixed Arabic and English looks like on the screen, in a real browser with the font that is shipped."""
