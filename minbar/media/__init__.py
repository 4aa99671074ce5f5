"""Pictures (later sound and video): probing, transforming, storing."""
