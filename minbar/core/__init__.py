"""No social concept: time-sorted ids, Arabic folding, HTML cleaning, guarded HTTP, events, tasks, gates, paging."""
