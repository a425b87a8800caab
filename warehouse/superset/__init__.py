"""Datasets, charts and a dashboard for Apache Superset, over the published copy or PostgreSQL."""
