"""Reports, the moderators queue and what moderators decide about posts and accounts."""
