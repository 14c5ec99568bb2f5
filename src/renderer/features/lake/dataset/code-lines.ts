/** How another tool reads the same table as it lies; `location` is the table's folder or URL. */
export interface CodeSample {
  tool: 'DuckDB' | 'Polars' | 'pandas' | 'Spark' | 'Athena'
  code: string
}

const sqlText = (text: string): string => `'${text.replaceAll("'", "''")}'`
const pythonText = (text: string): string => JSON.stringify(text)
const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** `dt` is the newest partition, or null for a dataset that is one partition. */
export function codeSamples(name: string, location: string, dt: string | null): CodeSample[] {
  const where = dt === null ? '' : `\nWHERE dt = ${sqlText(dt)}`
  return [
    { tool: 'DuckDB', code: `INSTALL delta;\nLOAD delta;\nSELECT *\nFROM delta_scan(${sqlText(location)})${where}\nLIMIT 100;` },
    { tool: 'Polars', code: polars(location, dt) },
    { tool: 'pandas', code: pandas(location, dt) },
    {
      tool: 'Spark',
      code: `df = spark.read.format("delta").load(${pythonText(location)})${dt === null ? '' : `\ndf = df.where(${pythonText(`dt = ${sqlText(dt)}`)})`}\ndf.show()`
    },
    { tool: 'Athena', code: athena(name, location, where) }
  ]
}

function polars(location: string, dt: string | null): string {
  const filter = dt === null ? '' : `.filter(pl.col("dt") == ${pythonText(dt)})`
  return `import polars as pl\n\ndf = pl.scan_delta(${pythonText(location)})${filter}.collect()`
}

function pandas(location: string, dt: string | null): string {
  const partitions = dt === null ? '' : `partitions=[("dt", "=", ${pythonText(dt)})]`
  return `from deltalake import DeltaTable\n\ndf = DeltaTable(${pythonText(location)}).to_pandas(${partitions})`
}

/** Athena reads from S3 only; a table on a folder gets a placeholder for its bucket. */
function athena(name: string, location: string, where: string): string {
  const place = location.startsWith('s3://') ? location : `s3://<bucket>/${name}`
  const external = `CREATE EXTERNAL TABLE \`${name}\`\nLOCATION ${sqlText(`${place.replace(/\/$/, '')}/`)}\nTBLPROPERTIES ('table_type' = 'DELTA');`
  return `${external}\n\nSELECT *\nFROM ${identifier(name)}${where}\nLIMIT 100;`
}
