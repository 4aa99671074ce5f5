"""Counters of background work, for Prometheus. No label ever holds anything about a person."""

from prometheus_client import Counter, Histogram

events = Counter("minbar_events", "Events emitted", ["name"])
listener_seconds = Histogram(
    "minbar_listener_seconds",
    "Time an after-listener took",
    ["listener"],
    buckets=(0.005, 0.02, 0.1, 0.5, 2, 10, 60),
)
failures = Counter("minbar_background_failures", "Attempts of background work that failed", ["kind", "name"])
dead = Counter("minbar_background_dead", "Background work given up", ["kind", "name"])
tasks = Counter("minbar_tasks", "Tasks that succeeded", ["name"])
taken_over = Counter("minbar_background_taken_over", "Items taken over from a killed worker", ["kind"])
