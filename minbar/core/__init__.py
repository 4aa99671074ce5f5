"""No social concept: ids, Arabic folding, HTML cleaning, guarded HTTP, events, tasks, gates, paging."""
