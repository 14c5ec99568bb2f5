"""Lets delta-rs act as the other writer: create, append, overwrite one partition, checkpoint, or delete rows of a table."""

import os
import sys

import pyarrow as pa
from deltalake import DeltaTable, write_deltalake


def rows(dt, values):
    return pa.table({"code": [f"{v:06d}" for v in values], "close": pa.array(values, pa.int64()), "dt": [dt] * len(values)})


def create(path):
    write_deltalake(path, rows("2023-08", [1, 2]), partition_by=["dt"])
    write_deltalake(path, rows("2023-09", [3]), mode="append")
    write_deltalake(path, rows("2023-08", [4, 5, 6]), mode="overwrite", predicate="dt = '2023-08'")
    DeltaTable(path).create_checkpoint()
    write_deltalake(path, rows("2023-10 a/b", [7]), mode="append")


def append(path, dt, value):
    write_deltalake(path, rows(dt, [int(value)]), mode="append")


def checkpoint(path):
    DeltaTable(path).create_checkpoint()


def map_columns(path):
    write_deltalake(path, rows("2023-08", [1]), partition_by=["dt"], configuration={"delta.enableDeletionVectors": "true"})


{"create": create, "append": append, "checkpoint": checkpoint, "deletion-vectors": map_columns}[sys.argv[1]](*sys.argv[2:])

# The interpreter's own end can abort ("terminate called …") while threads of the readers still run; all is said by then.
sys.stdout.flush()
os._exit(0)
