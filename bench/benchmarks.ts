import type { Benchmark } from './harness'
import { p1 } from './p1'
import { p2 } from './p2'
import { p6 } from './p6'
import { p9 } from './p9'
import { p11, p11Log } from './p11'
import { p12Commits, p12Partitions, p12Rows } from './p12'
import { p31 } from './p31'
import { p32 } from './p32'

export const benchmarks: readonly Benchmark[] = [p1, p2, p6, p9, p11, p11Log, p12Rows, p12Partitions, p12Commits, p31, p32]
