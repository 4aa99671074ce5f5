"""People, organisations, groups and remote actors; follow, block, mute; profiles."""
