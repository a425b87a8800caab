"""What can be wrong with a warehouse file."""


class WarehouseUnavailable(Exception):
    """The file is locked, not writable, or not a warehouse. The message is one sentence for people."""


class QueryError(Exception):
    """DuckDB does not understand a query, or it failed. The message is DuckDB's."""


class CheckFailed(Exception):
    """A data-quality check found rows that must not exist. The message names the check and shows one."""


class PostgresUnavailable(Exception):
    """PostgreSQL cannot be reached, or does not take the tables. The message is for people and holds no secret."""
