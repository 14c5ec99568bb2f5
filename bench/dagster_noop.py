"""No-op partitions by Dagster's Python API: for each line of standard input, `COUNT`, one run for each partition, all in this process."""

import logging
import sys
import tempfile

import dagster

days = dagster.DailyPartitionsDefinition(start_date="2020-01-01")


@dagster.asset(partitions_def=days)
def empty() -> None:
    pass


def main() -> None:
    logging.disable(logging.CRITICAL)
    with tempfile.TemporaryDirectory() as home, dagster.DagsterInstance.local_temp(home) as instance:
        print("ready", flush=True)
        first = 0
        for line in sys.stdin:
            keys = days.get_partition_keys()[first : first + int(line)]
            first += len(keys)
            ok = sum(dagster.materialize([empty], partition_key=key, instance=instance).success for key in keys)
            print(f"{ok} partitions", flush=True)


main()
