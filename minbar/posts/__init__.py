"""Posts, articles, polls, reactions and pins; its rules say who may see and do what."""
