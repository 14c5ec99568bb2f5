"""Reads a Delta table with delta-rs: prints, as one JSON value, what it finds at the current and at each named version."""

import json
import os
import sys

from deltalake import DeltaTable


def plain(value):
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def view(table):
    rows = table.to_pyarrow_table().to_pylist()
    actions = table.get_add_actions(flatten=True)
    return {
        "version": table.version(),
        "files": sorted(actions["path"].to_pylist()),
        "rows": [{name: plain(value) for name, value in row.items()} for row in rows],
        "columns": [[field.name, json.loads(field.type.to_json())] for field in table.schema().fields],
        "metadata": {field.name: field.metadata for field in table.schema().fields},
        "partitionColumns": table.metadata().partition_columns,
        "readerVersion": table.protocol().min_reader_version,
    }


def main(path, versions):
    latest = DeltaTable(path)
    print(json.dumps({
        "current": view(latest),
        "versions": {version: view(DeltaTable(path, version=int(version))) for version in versions},
        "history": [{"version": entry.get("version"), "operation": entry.get("operation"), "runId": entry.get("runId")}
                    for entry in latest.history()],
        "transactions": {app: latest.transaction_version(app) for app in ["penstock/interval/2023-09"]},
        "wouldVacuum": sorted(latest.vacuum(retention_hours=0, dry_run=True, enforce_retention_duration=False)),
    }, ensure_ascii=False))


main(sys.argv[1], sys.argv[2:])

# The interpreter's own end can abort ("terminate called …") while threads of the readers still run; all is said by then.
sys.stdout.flush()
os._exit(0)
