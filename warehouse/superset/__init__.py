"""Datasets, charts and a dashboard for Apache Superset, over the published copy or PostgreSQL.

`fivefold/` is a bundle as Superset exports it, written by hand but for the columns of datasets that stand for a table,
which `make docs` writes from the table's class. To change a chart, change and save it in Superset, which writes
its `query_context`; export the dashboard, and take over what differs. `make bi-test` tries all on a real Superset.
"""
