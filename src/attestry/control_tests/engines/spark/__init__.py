"""The engine for what one machine cannot hold: Apache Spark, over the same sealed Parquet files.

It is asked the same SQL, word for word transpiled, and only words whose answer is known to be
DuckDB's. Only this folder opens Spark and the transpiler, and neither is loaded before it is used.
"""
